package dev.bluebell.server;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.media.TypeSniffer;
import dev.bluebell.server.store.IncomingBlob;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * A blob that comes in parts: in any order, overlapping, several at once. Only {@link #write} and {@link #read} may be called
 * without the lock of the {@link PartialUploads} that it belongs to.
 */
final class PartialUpload implements AutoCloseable {

    /** Into how many gaps an upload may be torn: many more than parts that are sent at once. */
    static final int MOST_GAPS = 1000;

    private static final int PIECE = 64 * 1024;

    private final IncomingBlob bytes;
    private final long size;
    private final Optional<String> type;
    private final Gaps gaps;
    private final CountDownLatch ended = new CountDownLatch(1);
    private int comingParts;
    private boolean ending;
    private Instant touched;

    PartialUpload(IncomingBlob bytes, Part first, Instant now) {
        this.bytes = bytes;
        this.size = first.size();
        this.type = first.type();
        this.gaps = new Gaps(size);
        this.touched = now;
    }

    /** {@return why a part cannot belong to this, or nothing if it can} */
    Optional<String> objection(Part part) {
        if (part.size() != size) {
            return Optional.of("the parts that came before belong to a blob of " + size + " bytes");
        }
        if (gaps.count() >= MOST_GAPS && gaps.splits(part.offset(), part.end())) {
            return Optional.of("too many gaps between the parts; fill some of them first");
        }
        return Optional.empty();
    }

    void begin() {
        comingParts++;
    }

    /** {@return whether this was the last one: nothing is missing, and no other is coming} */
    boolean arrived(Part part, Instant now) {
        broke(now);
        gaps.fill(part.offset(), part.end());
        ending = comingParts == 0 && gaps.count() == 0;
        return ending;
    }

    /** What has come of a part counts for nothing. */
    void broke(Instant now) {
        comingParts--;
        touched = now;
    }

    /** All is here, and is being read and stored. */
    boolean isEnding() {
        return ending;
    }

    /** Opens when this has been stored, or given up. */
    CountDownLatch ended() {
        return ended;
    }

    /** {@return whether nobody is at work here, and nothing has come since {@code time}} */
    boolean isIdleSince(Instant time) {
        return comingParts == 0 && !ending && touched.isBefore(time);
    }

    /** {@return whether no part is coming} */
    boolean isLeft() {
        return comingParts == 0;
    }

    Instant touched() {
        return touched;
    }

    void write(ByteBuffer piece, long offset) {
        bytes.write(piece, offset);
    }

    /** Brings all of it to stable storage and hashes it, which only now can be done: parts come in any order. */
    Received read() {
        bytes.sync();
        MessageDigest digest = Receiver.sha256();
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        ByteBuffer head = ByteBuffer.allocate(TypeSniffer.HEAD_BYTES);
        long at = 0;
        while (bytes.read(piece.clear(), at) > 0) {
            piece.flip();
            at += piece.limit();
            head.put(piece.duplicate().limit(Math.min(head.remaining(), piece.limit())));
            digest.update(piece);
        }
        String settled = TypeSniffer.settle(type, head.array(), head.position());
        return new Received(bytes, BlobHash.of(digest.digest()), at, settled);
    }

    @Override
    public void close() {
        ended.countDown();
        bytes.close();
    }
}
