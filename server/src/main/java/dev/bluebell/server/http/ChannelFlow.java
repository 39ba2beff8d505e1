package dev.bluebell.server.http;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpConnection;

/**
 * Holds back an answer that comes faster than it is wanted, at the socket.
 *
 * <p>The engine would do so too, by {@code pause}. But what it has read by then it forgets when the other side hangs up,
 * and a server that was asked to close the connection hangs up as soon as it has sent its last byte: the end of every body
 * longer than a few pieces would be lost.
 */
final class ChannelFlow {

    private final Channel channel;

    /** Pieces that may still come; read and written on the event loop. */
    private long wanted;

    private ChannelFlow(Channel channel) {
        this.channel = channel;
    }

    /** The flow of a connection, which stops for now; to be called on its event loop. */
    static ChannelFlow stopped(HttpConnection connection) {
        ChannelFlow flow = new ChannelFlow(Reply.channel(connection));
        flow.channel.config().setAutoRead(false);
        return flow;
    }

    /** Lets so many pieces more come; from whatever thread. */
    void fetch(long pieces) {
        channel.eventLoop().execute(() -> {
            wanted += pieces;
            channel.config().setAutoRead(wanted > 0);
        });
    }

    /** Takes note of a piece, wanted or not; on the event loop. */
    void came() {
        wanted--;
        channel.config().setAutoRead(wanted > 0);
    }
}
