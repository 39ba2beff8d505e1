package dev.bluebell.server;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.media.TypeSniffer;
import dev.bluebell.server.store.BlobStore;
import dev.bluebell.server.store.IncomingBlob;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * Streams a body into the store: hashes while writing, counts against the limit, looks at the first bytes for the type.
 * Holds one piece in memory, never the whole.
 */
public final class Receiver {

    /** Small pieces are gathered up to this size before they are hashed and written. */
    private static final int PIECE = 64 * 1024;

    private final BlobStore store;
    private final long limit;

    /** A receiver into {@code store} of bodies of at most {@code limit} bytes. */
    public Receiver(BlobStore store, long limit) {
        this.store = store;
        this.limit = limit;
    }

    /** {@return the largest blob that is received, in bytes} */
    public long limit() {
        return limit;
    }

    /**
     * Receives a body to its end and brings it to stable storage.
     *
     * @param declared the type that the sender named
     * @return what arrived; the caller closes it
     * @throws BodyException if it did not come whole or is over the limit
     * @throws dev.bluebell.server.store.StoreException if it could not be written
     */
    public Received receive(Body body, Optional<String> declared) {
        IncomingBlob bytes = store.receive();
        boolean whole = false;
        try {
            Intake intake = new Intake(bytes);
            for (ByteBuffer piece = body.next(); piece.hasRemaining(); piece = body.next()) {
                intake.take(piece);
            }
            Received received = intake.finish(declared);
            whole = true;
            return received;
        } finally {
            if (!whole) {
                bytes.close();
            }
        }
    }

    /** The state of one reception. */
    private final class Intake {
        private final IncomingBlob bytes;
        private final MessageDigest digest = sha256();
        private final ByteBuffer head = ByteBuffer.allocate(TypeSniffer.HEAD_BYTES);
        private ByteBuffer gathered = ByteBuffer.allocate(0);
        private long size;

        Intake(IncomingBlob bytes) {
            this.bytes = bytes;
        }

        void take(ByteBuffer piece) {
            size += piece.remaining();
            if (size > limit) {
                throw new BodyException.TooLarge("a blob may have at most " + limit + " bytes here");
            }
            keepHead(piece);
            if (piece.remaining() >= PIECE && gathered.position() == 0) {
                write(piece);
            } else {
                gather(piece);
            }
        }

        private void keepHead(ByteBuffer piece) {
            int length = Math.min(head.remaining(), piece.remaining());
            head.put(piece.duplicate().limit(piece.position() + length));
        }

        private void gather(ByteBuffer piece) {
            if (gathered.capacity() == 0) {
                gathered = ByteBuffer.allocate(PIECE);
            }
            while (piece.hasRemaining()) {
                int length = Math.min(gathered.remaining(), piece.remaining());
                gathered.put(piece.duplicate().limit(piece.position() + length));
                piece.position(piece.position() + length);
                if (!gathered.hasRemaining()) {
                    writeGathered();
                }
            }
        }

        private void writeGathered() {
            write(gathered.flip());
            gathered.clear();
        }

        private void write(ByteBuffer piece) {
            digest.update(piece.duplicate());
            bytes.write(piece);
        }

        Received finish(Optional<String> declared) {
            writeGathered();
            bytes.sync();
            String type = TypeSniffer.settle(declared, head.array(), head.position());
            return new Received(bytes, BlobHash.of(digest.digest()), size, type);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
