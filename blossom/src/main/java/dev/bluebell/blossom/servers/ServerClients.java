package dev.bluebell.blossom.servers;

import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.blossom.client.BlossomClient;
import dev.bluebell.blossom.client.PaymentHandler;
import dev.bluebell.blossom.client.RetryPolicy;
import dev.bluebell.nostr.Signer;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * A client for each server, over one HTTP client, which somebody else closes. Thread-safe.
 *
 * @param workTimeout how long a server may work on a small blob before it answers
 * @param settings what all clients have in common otherwise
 */
record ServerClients(
        HttpClient http,
        Optional<Signer> signer,
        Duration workTimeout,
        UnaryOperator<BlossomClient.Builder> settings,
        Map<ServerAddress, BlossomClient> known) {

    /** Anybody may have named a server in a URI; it shall not hold up the search by asking for patience. */
    private static final RetryPolicy PASSING =
            new RetryPolicy(2, Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(10));

    /** What the slowest server is believed to store, fetch or process in a minute. */
    private static final long BYTES_A_MINUTE = 64 << 20;

    ServerClients(
            HttpClient http,
            Optional<Signer> signer,
            Duration workTimeout,
            UnaryOperator<BlossomClient.Builder> settings) {
        this(http, signer, workTimeout, settings, new ConcurrentHashMap<>());
    }

    /** The client for a server that the caller chose; always the same one, so that its tokens can be used again. */
    BlossomClient to(ServerAddress server) {
        return known.computeIfAbsent(server, one -> builder(one, signer).build());
    }

    /** How long a server may work on a blob of that size before it answers. */
    Duration timeFor(long sizeBytes) {
        return workTimeout.plusMinutes(sizeBytes / BYTES_A_MINUTE);
    }

    /**
     * A client for a server that others named: it is not paid, not waited for long, and has no name of ours unless it may
     * be told.
     */
    BlossomClient passing(ServerAddress server, boolean signed) {
        return builder(server, signed ? signer : Optional.empty())
                .payments(PaymentHandler.NONE)
                .retries(PASSING)
                .build();
    }

    private BlossomClient.Builder builder(ServerAddress server, Optional<Signer> identity) {
        BlossomClient.Builder builder = settings.apply(BlossomClient.builder(server.uri()))
                .httpClient(http)
                .workTimeout(workTimeout);
        identity.ifPresent(builder::signer);
        return builder;
    }
}
