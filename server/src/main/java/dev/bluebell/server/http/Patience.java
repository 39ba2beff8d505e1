package dev.bluebell.server.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection on which nothing moves: one that is kept alive for nothing, a client that stops in the middle of its
 * headers, a reader that does not read. While the server itself is at work for a request (it may be fetching a mirror for
 * minutes) the connection stays.
 */
final class Patience extends IdleStateHandler {

    /** Set and read on the event loop of the connection. */
    private boolean serverWorks;

    private Patience(Duration idle) {
        // Progress within a long write counts too: a slow reader of a large file is not an idle one.
        super(true, 0, 0, idle.toMillis(), TimeUnit.MILLISECONDS);
    }

    static void watch(HttpConnection connection, Duration idle) {
        Reply.channel(connection).pipeline().addFirst(new Patience(idle));
    }

    /** To be called on the event loop of the connection; one that has ended meanwhile has no patience any more. */
    static void serverWorks(HttpConnection connection, boolean works) {
        Patience patience = Reply.channel(connection).pipeline().get(Patience.class);
        if (patience != null) {
            patience.serverWorks = works;
        }
    }

    @Override
    protected void channelIdle(ChannelHandlerContext context, IdleStateEvent event) {
        if (!serverWorks) {
            context.close().addListener(closed -> {});
        }
    }
}
