package dev.bluebell.server.http;

import dev.bluebell.server.Body;
import dev.bluebell.server.BodyException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.streams.ReadStream;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Hands a stream of the event loop over to one blocking reader. Never more than {@value #AHEAD} pieces wait in it: a piece
 * is asked of the stream only when one was taken out.
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

    private final ReadStream<Buffer> stream;
    private final Pace pace;

    private PieceQueue(ReadStream<Buffer> stream, Pace pace) {
        this.stream = stream;
        this.pace = pace;
    }

    /** Attaches to a paused stream that has not begun to flow; to be called on its event loop. */
    static PieceQueue of(ReadStream<Buffer> stream, Pace pace) {
        PieceQueue queue = new PieceQueue(stream, pace);
        stream.exceptionHandler(e ->
                queue.items.add(new Item.Broken(new BodyException.CutOff("the connection ended before the body"))));
        stream.endHandler(end -> queue.items.add(new Item.End()));
        stream.handler(piece -> queue.items.add(
                new Item.Piece(((BufferInternal) piece).getByteBuf().nioBuffer())));
        return queue;
    }

    /** Lets the stream flow, a few pieces ahead of the reader. */
    void start() {
        stream.fetch(AHEAD);
    }

    @Override
    public ByteBuffer next() {
        Item item = take();
        return switch (item) {
            case Item.Piece(ByteBuffer bytes) -> {
                pace.received(bytes.remaining());
                stream.fetch(1);
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
