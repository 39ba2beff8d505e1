package dev.bluebell.blossom.servers;

import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.blossom.client.BlossomClient;
import dev.bluebell.blossom.client.PaymentHandler;
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
        return known.computeIfAbsent(server, one -> build(one, signer, workTimeout));
    }

    /** A client that gives the server time to work on a blob of that size. */
    BlossomClient to(ServerAddress server, long sizeBytes) {
        long minutes = sizeBytes / BYTES_A_MINUTE;
        return minutes == 0 ? to(server) : build(server, signer, workTimeout.plusMinutes(minutes));
    }

    /** A client for a server that others named: it is not paid, and has no name of ours unless it may be told. */
    BlossomClient passing(ServerAddress server, boolean signed) {
        return builder(server, signed ? signer : Optional.empty(), workTimeout)
                .payments(PaymentHandler.NONE)
                .build();
    }

    private BlossomClient build(ServerAddress server, Optional<Signer> identity, Duration time) {
        return builder(server, identity, time).build();
    }

    private BlossomClient.Builder builder(ServerAddress server, Optional<Signer> identity, Duration time) {
        BlossomClient.Builder builder = settings.apply(BlossomClient.builder(server.uri()))
                .httpClient(http)
                .workTimeout(time);
        identity.ifPresent(builder::signer);
        return builder;
    }
}
