package dev.bluebell.server.http;

import dev.bluebell.blossom.TokenCheck;
import dev.bluebell.server.Holdings;
import dev.bluebell.server.Receiver;
import dev.bluebell.server.ServerLimits;
import dev.bluebell.server.ServerSettings;
import dev.bluebell.server.index.BlobIndex;
import dev.bluebell.server.index.ReportLimits;
import dev.bluebell.server.mirror.OriginGuard;
import dev.bluebell.server.policy.UploadRule;
import dev.bluebell.server.store.BlobStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The HTTP side as a whole: puts the endpoints together, listens, and stops. */
public final class HttpService implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final HttpServers servers;
    private final Origins origins;
    private final Front front;
    private final Duration drain;
    private final int port;

    /**
     * Starts to listen.
     *
     * @throws IllegalStateException if the address cannot be used; the message says which and why
     */
    public HttpService(
            ServerSettings settings,
            BlobStore store,
            BlobIndex index,
            OriginGuard.Resolver resolver,
            InstantSource clock) {
        ServerLimits limits = settings.limits();
        this.drain = limits.drain();
        this.vertx = HttpServers.engine();
        this.servers = new HttpServers(vertx);
        BlobCache cache = new BlobCache(store, index, limits);
        Holdings holdings = new Holdings(store, index, cache::forget);
        Receiver receiver = new Receiver(store, limits.blobBytes());
        this.origins = new Origins(vertx, new OriginGuard(resolver, settings.privateOrigins()), receiver, limits);
        Reply reply = new Reply(vertx, clock);
        this.front = new Front(
                routes(settings, holdings, receiver, index, clock), new BlobReads(cache, store, reply), reply, limits);
        this.port = listen(settings);
    }

    private Routes routes(
            ServerSettings settings, Holdings holdings, Receiver receiver, BlobIndex index, InstantSource clock) {
        Names names = new Names(settings.publicUrls());
        Admission admission = new Admission(
                names,
                new TokenCheck(settings.limits().clockSkew()),
                UploadRule.of(settings.uploads(), settings.limits().blobBytes()),
                clock);
        LandingPage landing = new LandingPage(settings, names);
        HealthEndpoint health = new HealthEndpoint(index);
        ReportLimits reports =
                new ReportLimits(ServerLimits.REPORTS_A_DAY, settings.limits().reports());
        return new Routes(
                Map.of(
                        "/", Map.of("GET", landing, "HEAD", landing),
                        "/health", Map.of("GET", health, "HEAD", health),
                        "/upload",
                                Map.of(
                                        "PUT", new UploadEndpoint(admission, receiver, holdings, names, clock),
                                        "HEAD", new UploadCheckEndpoint(admission)),
                        "/mirror", Map.of("PUT", new MirrorEndpoint(admission, origins, holdings, names, clock)),
                        "/report", Map.of("PUT", new ReportEndpoint(index, reports, clock))),
                new DeleteEndpoint(admission, holdings),
                new ListEndpoint(settings.list(), admission, index, names));
    }

    private int listen(ServerSettings settings) {
        try {
            return servers.listen(settings, front)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(START.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            await(vertx.close());
            throw new IllegalStateException(
                    "cannot listen on " + settings.host() + ':' + settings.port() + ": " + reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            await(vertx.close());
            throw new IllegalStateException("interrupted while starting", e);
        }
    }

    /** The engine wraps the reason in names of its own parts; the last words are those of the system. */
    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String words = root.getMessage() == null ? "it takes too long" : root.getMessage();
        if (root instanceof UnknownHostException) {
            return "there is no such host";
        }
        return words.contains("Cannot assign")
                ? "this machine has no such address"
                : words.substring(words.lastIndexOf(": ") + 1).strip();
    }

    /** {@return the port that is listened on} */
    public int port() {
        return port;
    }

    /** Takes no new requests, lets those in flight finish for as long as the limits say, and closes. */
    @Override
    public void close() {
        Future<?> connectionsEnded = Future.join(
                servers.all().stream().map(server -> server.shutdown(drain)).toList());
        front.drain(drain);
        await(connectionsEnded);
        origins.close();
        await(vertx.close());
    }

    private static void await(Future<?> future) {
        future.toCompletionStage().toCompletableFuture().join();
    }
}
