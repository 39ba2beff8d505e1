package dev.bluebell.server.http;

import dev.bluebell.server.Body;
import dev.bluebell.server.BodyException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.streams.ReadStream;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Hands a stream of the event loop over to one blocking reader. No more than {@value #AHEAD} pieces wait in it: a piece is
 * asked of the stream only when one was taken out. Only an origin that has hung up may leave what the system had in store
 * for the connection.
 */
final class PieceQueue implements Body {

    /** How many pieces, of up to 64 KiB, may wait for the reader. */
    private static final int AHEAD = 8;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** What comes out of the stream. */
    private sealed interface Item {
        record Piece(ByteBuffer bytes) implements Item {}

        record End() implements Item {}

        record Broken(BodyException why) implements Item {}
    }

    private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();

    /** Asks for so many pieces more. */
    private final LongConsumer fetch;

    private final Pace pace;

    private PieceQueue(LongConsumer fetch, Pace pace) {
        this.fetch = fetch;
        this.pace = pace;
    }

    /** Attaches to a paused stream that has not begun to flow; to be called on its event loop. */
    static PieceQueue of(ReadStream<Buffer> stream, Pace pace) {
        PieceQueue queue = new PieceQueue(stream::fetch, pace);
        queue.attach(stream, () -> {});
        return queue;
    }

    /** Attaches to an answer in the moment when its head has come; to be called on its event loop. */
    static PieceQueue of(HttpClientResponse answer, Pace pace) {
        ChannelFlow flow = ChannelFlow.stopped(answer.request().connection());
        PieceQueue queue = new PieceQueue(flow::fetch, pace);
        queue.attach(answer, flow::came);
        return queue;
    }

    private void attach(ReadStream<Buffer> stream, Runnable came) {
        stream.exceptionHandler(
                e -> items.add(new Item.Broken(new BodyException.CutOff("the connection ended before the body"))));
        stream.endHandler(end -> items.add(new Item.End()));
        stream.handler(piece -> {
            items.add(new Item.Piece(((BufferInternal) piece).getByteBuf().nioBuffer()));
            came.run();
        });
    }

    /** Ends the stream for its reader: what comes cannot be read. */
    void breakOff() {
        items.add(new Item.Broken(new BodyException.CutOff("the body is not framed as RFC 9112 defines it")));
    }

    /** Lets the stream flow, a few pieces ahead of the reader. */
    void start() {
        fetch.accept(AHEAD);
    }

    @Override
    public ByteBuffer next() {
        Item item = take();
        return switch (item) {
            case Item.Piece(ByteBuffer bytes) -> {
                pace.received(bytes.remaining());
                fetch.accept(1);
                yield bytes.hasRemaining() ? bytes : next();
            }
            case Item.End end -> {
                items.add(end);
                yield NOTHING;
            }
            case Item.Broken broken -> {
                items.add(broken);
                throw broken.why();
            }
        };
    }

    private Item take() {
        Item ready = items.poll();
        while (ready == null) {
            long begun = System.nanoTime();
            try {
                ready = items.poll(pace.nanosLeft(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BodyException.CutOff("the server stops");
            }
            pace.waited(System.nanoTime() - begun);
        }
        return ready;
    }
}
