package dev.bluebell.blossom.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

/**
 * The bytes of a stream for the JDK's client, in larger pieces than its own publisher gives it: of a large blob, each piece
 * costs more than its bytes do. Every subscriber gets a stream of its own.
 */
final class PiecePublisher implements Flow.Publisher<ByteBuffer> {

    private static final int PIECE_BYTES = 1 << 17;

    private final Supplier<InputStream> opener;

    /** @param opener throws {@link UncheckedIOException} if there is nothing to be read */
    PiecePublisher(Supplier<InputStream> opener) {
        this.opener = opener;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        subscriber.onSubscribe(new Reading(subscriber));
    }

    /** What one subscriber gets. Reads on the thread that asks, one at a time. */
    private final class Reading implements Flow.Subscription {

        private final Flow.Subscriber<? super ByteBuffer> subscriber;
        private InputStream in = InputStream.nullInputStream();
        private boolean begun;
        private long wanted;
        private boolean reading;
        private boolean ended;

        Reading(Flow.Subscriber<? super ByteBuffer> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long pieces) {
            if (!start(pieces)) {
                return;
            }
            do {
                pass();
            } while (goesOn());
        }

        private synchronized boolean start(long pieces) {
            // Nobody asks for more than the largest number can tell.
            wanted = wanted + pieces < 0 ? Long.MAX_VALUE : wanted + pieces;
            boolean first = !reading && !ended && wanted > 0;
            reading |= first;
            return first;
        }

        private synchronized boolean goesOn() {
            wanted--;
            reading = wanted > 0 && !ended;
            return reading;
        }

        private void pass() {
            byte[] piece = new byte[PIECE_BYTES];
            int length;
            try {
                if (!begun) {
                    begun = true;
                    in = opener.get();
                }
                length = in.read(piece);
            } catch (IOException | UncheckedIOException e) {
                if (end()) {
                    subscriber.onError(e);
                }
                return;
            }
            if (length >= 0) {
                subscriber.onNext(ByteBuffer.wrap(piece, 0, length));
            } else if (end()) {
                subscriber.onComplete();
            }
        }

        /** Whether it had not ended before. */
        private synchronized boolean end() {
            boolean first = !ended;
            ended = true;
            return first;
        }

        @Override
        public void cancel() {
            end();
        }
    }
}
