package dev.bluebell.server.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the engine does not see to in the head of a request: that it comes within a time, however many single bytes come in
 * between, and that its version is one of those that are spoken here. What is wrong is handed on as a request that could
 * not be read, with one of the two reasons below, so that it is answered like any other.
 *
 * <p>It stands on both sides of the engine's decoder. A head that comes in one packet costs two comparisons. Everything
 * here runs on the event loop of the connection.
 */
final class HeadCheck extends ChannelInboundHandlerAdapter {

    /** The head did not come within its time. */
    static final class TooSlow extends DecoderException {
        private static final long serialVersionUID = 1L;
    }

    /** The request speaks another version of HTTP. */
    static final class UnknownVersion extends DecoderException {
        private static final long serialVersionUID = 1L;
    }

    private final Duration time;
    private final Decoded decoded = new Decoded();

    /** Runs from the first bytes of a head that did not come whole with them. */
    private @Nullable Future<?> deadline;

    private HeadCheck(Duration time) {
        this.time = time;
    }

    static void watch(HttpConnection connection, Duration time) {
        ChannelPipeline pipeline = Reply.channel(connection).pipeline();
        HeadCheck check = new HeadCheck(time);
        pipeline.addFirst(check);
        pipeline.addAfter(pipeline.context(HttpRequestDecoder.class).name(), null, check.decoded);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        context.fireChannelRead(bytes);
        if (decoded.takeNews()) {
            cancelDeadline();
        } else if (decoded.betweenRequests && deadline == null) {
            startDeadline(context);
        }
    }

    private void startDeadline(ChannelHandlerContext context) {
        deadline = context.executor().schedule(() -> giveUp(context), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void giveUp(ChannelHandlerContext context) {
        if (!context.channel().config().isAutoRead()) {
            // Not the client is slow: the server does not read while earlier requests wait for their turn.
            startDeadline(context);
            return;
        }
        decoded.tooSlow();
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        // The connection has ended.
        cancelDeadline();
    }

    /** Sees what the decoder has made of the bytes. */
    private static final class Decoded extends ChannelInboundHandlerAdapter {
        private boolean betweenRequests = true;
        private boolean news;
        private boolean failed;
        private @Nullable ChannelHandlerContext context;

        boolean takeNews() {
            boolean taken = news;
            news = false;
            return taken;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext added) {
            this.context = added;
        }

        @Override
        public void channelRead(ChannelHandlerContext here, Object message) {
            if (failed) {
                // The connection is about to be closed.
                ReferenceCountUtil.release(message);
                return;
            }
            news = true;
            if (message instanceof DefaultHttpRequest request) {
                betweenRequests = false;
                checkVersion(request);
            } else {
                betweenRequests = message instanceof LastHttpContent;
            }
            here.fireChannelRead(message);
        }

        private void checkVersion(DefaultHttpRequest request) {
            HttpVersion version = request.protocolVersion();
            if (version.equals(HttpVersion.HTTP_1_0)) {
                // However it was written: the engine knows a version by the object, not by what is in it.
                request.setProtocolVersion(HttpVersion.HTTP_1_0);
                return;
            }
            // The answer to another version is one of 1.1, which the sender may understand.
            request.setProtocolVersion(HttpVersion.HTTP_1_1);
            if (!version.equals(HttpVersion.HTTP_1_1) && request.decoderResult().isSuccess()) {
                fail(request, new UnknownVersion());
            }
        }

        void tooSlow() {
            if (context != null && !failed) {
                DefaultHttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
                fail(request, new TooSlow());
                context.fireChannelRead(request);
                context.fireChannelReadComplete();
            }
        }

        private void fail(DefaultHttpRequest request, DecoderException reason) {
            request.setDecoderResult(DecoderResult.failure(reason));
            failed = true;
        }
    }
}
