package dev.bluebell.server.http;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Holds back a packet that is not full while more is about to follow: the headers of an answer travel with the first bytes
 * of its file instead of ahead of them, which halves the packets of a small file. Where the transport has no cork, nothing
 * is held back.
 */
record Cork(Channel channel) {

    static Cork of(HttpServerRequest request) {
        return new Cork(((ConnectionBase) request.connection()).channel());
    }

    void put() {
        set(true);
    }

    /** Must follow each {@link #put}, or the last bytes wait for 200 ms. */
    void pull() {
        set(false);
    }

    private void set(boolean corked) {
        if (channel instanceof EpollSocketChannel socket && socket.isActive()) {
            socket.config().setTcpCork(corked);
        }
    }
}
