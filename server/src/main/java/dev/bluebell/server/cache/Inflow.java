package dev.bluebell.server.cache;

import dev.bluebell.server.Body;
import dev.bluebell.server.BodyException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** Bounds the bytes that all searches together have received and not yet kept or given up. Thread-safe. */
final class Inflow {

    private final long limit;
    private final AtomicLong bytes = new AtomicLong();

    Inflow(long limit) {
        this.limit = limit;
    }

    /** Room for one body, to be closed when its bytes are kept or given up. */
    Share share(OptionalLong sizeBytes) {
        return new Share(sizeBytes.orElse(Long.MAX_VALUE));
    }

    /** The part of one body. Used by one thread. */
    final class Share implements AutoCloseable {
        private final long most;
        private long taken;

        private Share(long most) {
            this.most = most;
        }

        /** {@return {@code body}, which ends with an exception where it becomes too much} */
        Body through(Body body) {
            return () -> count(body.next());
        }

        private ByteBuffer count(ByteBuffer piece) {
            taken += piece.remaining();
            if (bytes.addAndGet(piece.remaining()) > limit) {
                throw new BodyException.TooLarge("more is on its way than the cache has room for");
            }
            if (taken > most) {
                throw new BodyException.TooLarge("the body is longer than the " + most + " bytes of the hint");
            }
            return piece;
        }

        @Override
        public void close() {
            bytes.addAndGet(-taken);
            taken = 0;
        }
    }
}
