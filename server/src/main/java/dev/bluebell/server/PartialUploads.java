package dev.bluebell.server;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.nostr.PublicKey;
import dev.bluebell.server.index.Recorded;
import dev.bluebell.server.store.BlobStore;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * The uploads that come in parts and are not whole yet. Thread-safe; blocks.
 *
 * <p>Each belongs to who has begun it: parts of two people are never put together, else a stranger could spoil an upload by
 * parts of his own. When all places are in use, a newcomer gets the one to which nothing has come for longest, if that is a
 * minute or more. None outlives the process.
 */
public final class PartialUploads implements AutoCloseable {

    /** For how long an upload to which nothing comes has its place for certain. */
    static final Duration SPARED = Duration.ofMinutes(1);

    private final BlobStore store;
    private final Holdings holdings;
    private final InstantSource clock;
    private final int places;
    private final Duration idle;

    /** Guarded by itself, and so are the states of the uploads in it. */
    private final Map<Key, PartialUpload> uploads = new HashMap<>();

    private record Key(PublicKey author, BlobHash hash) {}

    /** What became of a part. */
    public sealed interface Outcome {

        /** It is here; others are missing, or are still coming. */
        record Waiting() implements Outcome {}

        /** The blob is whole, and is kept. Where it was here before, the part has not been read. */
        record Kept(Recorded recorded) implements Outcome {}

        /** The blob is whole, but has this hash. All parts of it are dropped. */
        record OtherBlob(BlobHash hash) implements Outcome {}

        /** The part cannot belong to what has come before, for this reason. It has not been read. */
        record Odd(String reason) implements Outcome {}

        /** There is no place for a further upload, or its parts have just been dropped. */
        record NoPlace() implements Outcome {}
    }

    /** How a part got in. */
    private sealed interface Entry {
        record Into(PartialUpload upload) implements Entry {}

        record Behind(CountDownLatch end) implements Entry {}

        record Refused(Outcome why) implements Entry {}
    }

    /**
     * None yet.
     *
     * @param places how many may be there at once, 1 or more
     * @param idle after which time without a part one is dropped
     */
    public PartialUploads(BlobStore store, Holdings holdings, InstantSource clock, int places, Duration idle) {
        this.store = store;
        this.holdings = holdings;
        this.clock = clock;
        this.places = places;
        this.idle = idle;
    }

    /**
     * Takes a part, and stores the blob if it was the last one.
     *
     * @param body the bytes of the part, as many as it says
     * @throws BodyException if the part does not come whole; it may come again
     * @throws dev.bluebell.server.store.StoreException if it could not be written; all parts are dropped then
     */
    public Outcome take(Part part, Body body) {
        Optional<Recorded> known = holdings.claim(part.hash(), part.author(), clock.instant());
        if (known.isPresent()) {
            return new Outcome.Kept(known.get());
        }
        return switch (enter(part)) {
            case Entry.Into(PartialUpload upload) -> bring(upload, part, body);
            case Entry.Behind(CountDownLatch end) -> afterTheEnd(end, part);
            case Entry.Refused(Outcome why) -> why;
        };
    }

    private Entry enter(Part part) {
        Key key = keyOf(part);
        synchronized (uploads) {
            dropIdle();
            PartialUpload upload = uploads.get(key);
            if (upload == null) {
                if (uploads.size() >= places && !makePlace()) {
                    return new Entry.Refused(new Outcome.NoPlace());
                }
                upload = new PartialUpload(store.receive(), part, clock.instant());
                uploads.put(key, upload);
            }
            if (upload.isEnding()) {
                return new Entry.Behind(upload.ended());
            }
            Optional<String> objection = upload.objection(part);
            if (objection.isPresent()) {
                return new Entry.Refused(new Outcome.Odd(objection.get()));
            }
            upload.begin();
            return new Entry.Into(upload);
        }
    }

    private Outcome bring(PartialUpload upload, Part part, Body body) {
        try {
            write(upload, part, body);
        } catch (RuntimeException e) {
            boolean spoilt = !(e instanceof BodyException);
            broke(upload, part, spoilt);
            throw e;
        }
        synchronized (uploads) {
            boolean last = upload.arrived(part, clock.instant());
            if (closedIfDropped(upload, part)) {
                return new Outcome.NoPlace();
            }
            if (!last) {
                return new Outcome.Waiting();
            }
        }
        return end(upload, part);
    }

    private static void write(PartialUpload upload, Part part, Body body) {
        long at = part.offset();
        for (ByteBuffer piece = body.next(); piece.hasRemaining(); piece = body.next()) {
            int length = piece.remaining();
            if (length > part.end() - at) {
                throw new BodyException.TooLarge("the part is longer than it is said to be");
            }
            upload.write(piece, at);
            at += length;
        }
        if (at != part.end()) {
            throw new BodyException.CutOff("the part is shorter than it is said to be");
        }
    }

    private void broke(PartialUpload upload, Part part, boolean spoilt) {
        synchronized (uploads) {
            upload.broke(clock.instant());
            if (spoilt) {
                uploads.remove(keyOf(part), upload);
            }
            closedIfDropped(upload, part);
        }
    }

    /** Another part may have failed to be written; then the last one out closes. */
    private boolean closedIfDropped(PartialUpload upload, Part part) {
        boolean dropped = uploads.get(keyOf(part)) != upload;
        if (dropped && upload.isLeft()) {
            upload.close();
        }
        return dropped;
    }

    private Outcome end(PartialUpload upload, Part part) {
        try {
            Received received = upload.read();
            return received.hash().equals(part.hash())
                    ? new Outcome.Kept(holdings.keep(received, part.author(), clock.instant()))
                    : new Outcome.OtherBlob(received.hash());
        } finally {
            synchronized (uploads) {
                uploads.remove(keyOf(part), upload);
                upload.close();
            }
        }
    }

    /** The last part came twice, as after a lost answer: this one learns what became of the other. */
    private Outcome afterTheEnd(CountDownLatch end, Part part) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BodyException.CutOff("the server stops");
        }
        return holdings.claim(part.hash(), part.author(), clock.instant())
                .<Outcome>map(Outcome.Kept::new)
                .orElseGet(Outcome.NoPlace::new);
    }

    /** Drops the uploads to which nothing has come for too long. */
    public void dropIdle() {
        Instant since = clock.instant().minus(idle);
        synchronized (uploads) {
            List<Map.Entry<Key, PartialUpload>> forgotten = uploads.entrySet().stream()
                    .filter(upload -> upload.getValue().isIdleSince(since))
                    .toList();
            forgotten.forEach(this::drop);
        }
    }

    private boolean makePlace() {
        Instant since = clock.instant().minus(SPARED);
        Optional<Map.Entry<Key, PartialUpload>> longest = uploads.entrySet().stream()
                .filter(upload -> upload.getValue().isIdleSince(since))
                .min(Comparator.comparing(upload -> upload.getValue().touched()));
        longest.ifPresent(this::drop);
        return longest.isPresent();
    }

    private void drop(Map.Entry<Key, PartialUpload> upload) {
        PartialUpload parts = upload.getValue();
        uploads.remove(upload.getKey());
        parts.close();
    }

    /** Drops all of them. */
    @Override
    public void close() {
        synchronized (uploads) {
            uploads.values().forEach(PartialUpload::close);
            uploads.clear();
        }
    }

    private static Key keyOf(Part part) {
        return new Key(part.author(), part.hash());
    }
}
