package dev.bluebell.server.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Holds back what the engine's decoder could not read as a body, a chunk that is none for example, and tells the reader of
 * the body. The engine would close the connection instead, and the client would never learn why.
 *
 * <p>Everything here runs on the event loop of the connection.
 */
final class BodyCheck extends ChannelInboundHandlerAdapter {

    /** The head of the request whose body is being decoded; those before it may still wait for their turn. */
    private @Nullable HttpRequest head;

    private boolean broken;

    /** Tells the reader of a body that it is broken, if it is. */
    private Runnable tellReader = () -> {};

    private BodyCheck() {}

    static void watch(HttpConnection connection) {
        ChannelPipeline pipeline = Reply.channel(connection).pipeline();
        pipeline.addAfter(pipeline.context(HttpRequestDecoder.class).name(), null, new BodyCheck());
    }

    /** Has {@code reader} told, now or later, if the body of {@code request} cannot be read to its end. */
    static void tell(HttpServerRequest request, Runnable reader) {
        BodyCheck check = Reply.channel(request.connection()).pipeline().get(BodyCheck.class);
        if (check == null) {
            // The connection has ended meanwhile, of which the reader hears too.
            return;
        }
        check.tellReader = () -> {
            if (request.decoderResult().isFailure()) {
                reader.run();
            }
        };
        check.tellReader.run();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (broken) {
            // What follows has no beginning that could be told.
            ReferenceCountUtil.release(message);
        } else if (isBroken(message)) {
            broken = true;
            breakOff((HttpContent) message);
        } else {
            if (message instanceof HttpRequest next) {
                head = next;
            }
            context.fireChannelRead(message);
        }
    }

    /** Writes it into the head, by which the reader knows whether it is its own body. */
    private void breakOff(HttpContent content) {
        if (head != null) {
            head.setDecoderResult(content.decoderResult());
        }
        content.release();
        tellReader.run();
    }

    /** A head that cannot be read is the business of {@link Front#handleInvalid}. */
    private static boolean isBroken(Object message) {
        return message instanceof HttpContent content
                && !(message instanceof HttpMessage)
                && content.decoderResult().isFailure();
    }
}
