package dev.bluebell.server.http;

import dev.bluebell.server.ServerLimits;
import io.netty.channel.Channel;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import java.lang.System.Logger.Level;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** The engine: one event loop a processor, each of which listens on the same port. */
final class HttpServers {

    private static final System.Logger LOG = System.getLogger("bluebell.server");

    private static final Duration START = Duration.ofSeconds(30);
    private static final int PIECE = 64 * 1024;
    private static final int LONGEST_LINE = 8 * 1024;

    private final Vertx vertx;
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();

    /** How many there are, of all listeners together. */
    private final AtomicInteger connections = new AtomicInteger();

    HttpServers(Vertx vertx) {
        this.vertx = vertx;
    }

    static Vertx engine() {
        return Vertx.vertx(new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(Runtime.getRuntime().availableProcessors())
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }

    /**
     * Starts to listen; closes the engine if that fails.
     *
     * @param port 0 picks a free one
     * @param limits how long connections may be idle and requests may take to come
     * @return the port
     * @throws IllegalStateException if the address cannot be used; the message says which and why
     */
    int listen(String host, int port, ServerLimits limits, Front front) {
        try {
            return deploy(address(host, port), limits, front)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(START.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            await(vertx.close());
            throw new IllegalStateException("cannot listen on " + host + ':' + port + ": " + reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            await(vertx.close());
            throw new IllegalStateException("interrupted while starting", e);
        }
    }

    private Future<Integer> deploy(SocketAddress address, ServerLimits limits, Front front) {
        HttpServerOptions options = options();
        return vertx.deployVerticle(
                        () -> new Listener(options, address, front, limits),
                        new DeploymentOptions()
                                .setInstances(Runtime.getRuntime().availableProcessors()))
                .map(deployed -> servers.getFirst().actualPort());
    }

    private static SocketAddress address(String host, int port) {
        return port == 0
                // Free, but the same for all listeners.
                ? SocketAddress.sharedRandomPort(1, host)
                : SocketAddress.inetSocketAddress(port, host);
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

    private static HttpServerOptions options() {
        return new HttpServerOptions()
                .setMaxHeaderSize(ServerLimits.HEADER_BYTES)
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxChunkSize(PIECE)
                .setHttp2ClearTextEnabled(false)
                // There are no web sockets here, and their handlers would look at every request.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false);
    }

    /** Takes no new requests, and lets those in flight finish for as long as {@code drain}. */
    void drain(Duration drain, Front front) {
        Future<?> connectionsEnded = Future.join(
                servers.stream().map(server -> server.shutdown(drain)).toList());
        front.drain(drain);
        await(connectionsEnded);
    }

    /** Closes the engine. */
    void close() {
        await(vertx.close());
    }

    private static void await(Future<?> future) {
        future.toCompletionStage().toCompletableFuture().join();
    }

    /** One event loop's share of the connections. */
    private final class Listener extends VerticleBase {
        private final HttpServerOptions options;
        private final SocketAddress address;
        private final Front front;
        private final ServerLimits limits;

        Listener(HttpServerOptions options, SocketAddress address, Front front, ServerLimits limits) {
            this.options = options;
            this.address = address;
            this.front = front;
            this.limits = limits;
        }

        @Override
        public Future<?> start() {
            HttpServer server = vertx.createHttpServer(options)
                    .requestHandler(front::handle)
                    .invalidRequestHandler(front::handleInvalid)
                    .connectionHandler(this::watch)
                    .exceptionHandler(e -> LOG.log(Level.DEBUG, "a connection broke", e));
            return server.listen(address).onSuccess(servers::add);
        }

        private void watch(HttpConnection connection) {
            Channel channel = Reply.channel(connection);
            channel.closeFuture().addListener(closed -> connections.decrementAndGet());
            if (connections.incrementAndGet() > limits.connections()) {
                // Those that are here need files too; without this bound, whoever only connects could use them up.
                channel.close().addListener(closed -> {});
                return;
            }
            HeadCheck.watch(connection, limits.headTime());
            BodyCheck.watch(connection);
            Patience.watch(connection, limits.idle());
            Resets.watch(connection);
        }
    }
}
