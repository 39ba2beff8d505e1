package dev.bluebell.server.http;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.http.HttpConnection;
import java.io.IOException;
import java.lang.System.Logger.Level;

/**
 * Closes connections that the client has reset, ahead of the engine: that would tell a request that still waits for its
 * turn, for which it has nothing yet that could be told, and print a warning with a stack trace for what any client may do.
 */
@Sharable
final class Resets extends ChannelInboundHandlerAdapter {

    private static final System.Logger LOG = System.getLogger("bluebell.server");
    private static final Resets ONE = new Resets();

    private Resets() {}

    static void watch(HttpConnection connection) {
        Reply.channel(connection).pipeline().addFirst(ONE);
        connection.exceptionHandler(e -> LOG.log(Level.DEBUG, "a connection is of no more use", e));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.log(Level.DEBUG, "a client broke its connection", cause);
            context.close().addListener(closed -> {});
        } else {
            context.fireExceptionCaught(cause);
        }
    }
}
