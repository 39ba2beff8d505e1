package dev.bluebell.server.http;

import dev.bluebell.server.ServerLimits;
import dev.bluebell.server.ServerSettings;
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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The engine: one event loop a processor, each of which listens on the same port. */
final class HttpServers {

    private static final System.Logger LOG = System.getLogger("bluebell.server");

    private static final int PIECE = 64 * 1024;
    private static final int LONGEST_LINE = 8 * 1024;

    private final Vertx vertx;
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();

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

    /** Starts to listen; the answer is the port. */
    Future<Integer> listen(ServerSettings settings, Front front) {
        HttpServerOptions options = options();
        return vertx.deployVerticle(
                        () -> new Listener(options, address(settings), front, settings.limits()),
                        new DeploymentOptions()
                                .setInstances(Runtime.getRuntime().availableProcessors()))
                .map(deployed -> servers.getFirst().actualPort());
    }

    private static SocketAddress address(ServerSettings settings) {
        return settings.port() == 0
                // Free, but the same for all listeners.
                ? SocketAddress.sharedRandomPort(1, settings.host())
                : SocketAddress.inetSocketAddress(settings.port(), settings.host());
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

    List<HttpServer> all() {
        return servers;
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
            HeadCheck.watch(connection, limits.headTime());
            Patience.watch(connection, limits.idle());
            Resets.watch(connection);
        }
    }
}
