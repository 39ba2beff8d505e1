package dev.bluebell.cli;

import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.blossom.client.BlossomClient;
import dev.bluebell.blossom.servers.BlossomServers;
import dev.bluebell.blossom.servers.ServersLimits;
import dev.bluebell.nostr.Signer;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The Blossom clients of one command, which share their connections. */
final class Clients implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** Of temporary files the disk is limit enough: it is looked at before they are written. */
    private static final ServersLimits LIMITS = new ServersLimits(4, Long.MAX_VALUE);

    private final HttpClient http;
    private final Shell shell;
    private final Optional<Signer> signer;

    /** Clients that sign with {@code signer}, or not at all. */
    Clients(Shell shell, Optional<Signer> signer) {
        this.shell = shell;
        this.signer = signer;
        this.http = http(shell);
    }

    /** A client for HTTP that believes whom this person believes. */
    static HttpClient http(Shell shell) {
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT);
        if ("1".equals(shell.environment().get("BLUEBELL_INSECURE_TLS"))) {
            builder.sslContext(TrustingTls.context());
        }
        return builder.build();
    }

    /** A client, which need not be closed. */
    BlossomClient to(ServerAddress server) {
        BlossomClient.Builder builder =
                BlossomClient.builder(server.uri()).httpClient(http).clock(shell.clock());
        signer.ifPresent(builder::signer);
        return builder.build();
    }

    /** As above, for several at once. */
    BlossomServers to(List<ServerAddress> servers) {
        return to(servers, false);
    }

    /** As above, which send large blobs in parts where that is offered if {@code resumable}. */
    BlossomServers to(List<ServerAddress> servers, boolean resumable) {
        BlossomServers.Builder builder = BlossomServers.builder(
                        servers.stream().map(ServerAddress::uri).toList())
                .httpClient(http)
                .limits(LIMITS)
                .clients(client -> client.clock(shell.clock()).resumable(resumable));
        signer.ifPresent(builder::signer);
        return builder.build();
    }

    @Override
    public void close() {
        signer.ifPresent(Identity::release);
        http.shutdownNow();
    }
}
