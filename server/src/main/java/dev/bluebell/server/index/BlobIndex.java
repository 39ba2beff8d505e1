package dev.bluebell.server.index;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.Report;
import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.PublicKey;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which blobs the server has, and who owns them. A blob has one owner or more; it is gone with the last.
 *
 * <p>Thread-safe. Calls block, without holding a virtual thread's carrier. When a call that changes something returns, the
 * change survives power loss. Every call may throw {@link dev.bluebell.database.DatabaseException}; then nothing is changed,
 * except that a caller who was interrupted cannot know.
 */
public interface BlobIndex extends AutoCloseable {

    /** A blob, with the time since which one of its owners has it. */
    Optional<StoredBlob> find(BlobHash hash);

    /**
     * Makes {@code owner} an owner of a blob, which is added if it is new. What is there already stays as it is.
     *
     * @param blob what to record; its time is that of the upload
     */
    Recorded record(StoredBlob blob, PublicKey owner);

    /** Says how a blob looks, unless that is known or the blob is gone. */
    void describe(BlobHash hash, Appearance looks);

    /** Makes {@code owner} an owner of a blob that is here already; empty if it is not. */
    Optional<Recorded> claim(BlobHash hash, PublicKey owner, Instant now);

    /** Drops the claim of one owner, and the blob with its last claim. */
    Dropped drop(BlobHash hash, PublicKey owner);

    /** A page of the blobs of one owner. */
    ListAnswer list(PublicKey owner, ListPage page);

    /** What all blobs come to. */
    Totals totals();

    /**
     * Keeps a report, whether or not its blobs are here. Of each blob a reporter has one say, the one he signed last; a
     * report that says nothing new is not kept again, and one of which nothing is left goes.
     *
     * @param event with a valid signature
     * @param report what the event says
     * @param received when it came
     * @param limits how many there may be
     */
    Reported report(Event event, Report report, Instant received, ReportLimits limits);

    /**
     * The blobs whose hash begins with these digits, to compare a folder of the store with.
     *
     * @param hexDigits lower case, at most 64; two of them name one blob in 256
     * @throws IllegalArgumentException if these are not hex digits
     */
    Set<BlobHash> hashesWithPrefix(String hexDigits);

    @Override
    void close();
}
