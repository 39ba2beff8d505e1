package dev.bluebell.server.http;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * Holds back a packet that is not full while more is about to follow: the headers of an answer travel with the first bytes
 * of its file instead of ahead of them, which halves the packets of a small file. With a large file there is nothing to
 * gain, and where the transport has no cork, nothing is held back.
 */
record Cork(Optional<EpollSocketChannel> socket) {

    private static final long SMALL_BYTES = 64 * 1024;

    /** For an answer with a body of {@code bytes}. */
    static Cork of(HttpServerRequest request, long bytes) {
        Channel channel = Reply.channel(request.connection());
        return bytes <= SMALL_BYTES && channel instanceof EpollSocketChannel epoll
                ? new Cork(Optional.of(epoll))
                : new Cork(Optional.empty());
    }

    void put() {
        set(true);
    }

    /** Must follow each {@link #put}, or the last bytes wait for 200 ms. */
    void pull() {
        set(false);
    }

    private void set(boolean corked) {
        socket.filter(Channel::isActive).ifPresent(open -> open.config().setTcpCork(corked));
    }
}
