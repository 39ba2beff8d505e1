package dev.bluebell.bluesky.profile;

import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Handle;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an account shows of itself.
 *
 * @param did who it is
 * @param handle what it is called; empty if it has no handle that is true
 * @param displayName as it likes to be called; empty if it does not say
 * @param description what it says of itself; empty if nothing
 * @param counts how many it has of what
 * @param labels the values of the labels that it bears
 * @param createdAt when it says that it was made; servers do not all say
 * @param associated what else belongs to it
 * @param viewer how the account that asked stands to it; nothing of all that if nobody's name was given
 */
public record Profile(
        Did did,
        Optional<Handle> handle,
        String displayName,
        String description,
        Counts counts,
        List<String> labels,
        Optional<Instant> createdAt,
        Associated associated,
        Viewer viewer) {

    /** Copies the list. */
    public Profile {
        labels = List.copyOf(labels);
    }

    /** The same without its handle. */
    public Profile withoutHandle() {
        return new Profile(
                did, Optional.empty(), displayName, description, counts, labels, createdAt, associated, viewer);
    }

    /**
     * How many it has.
     *
     * @param followers who follow it
     * @param follows whom it follows
     * @param posts that it has written
     */
    public record Counts(long followers, long follows, long posts) {}

    /**
     * What else belongs to an account.
     *
     * @param lists how many lists
     * @param feedGenerators how many feeds
     * @param starterPacks how many starter packs
     * @param labeler whether it labels others
     */
    public record Associated(long lists, long feedGenerators, long starterPacks, boolean labeler) {}

    /**
     * How the account that asked stands to it.
     *
     * @param muted whether it mutes it
     * @param blockedBy whether it is blocked by it
     * @param blocking the address of the record by which it blocks it; empty if it does not
     */
    public record Viewer(boolean muted, boolean blockedBy, Optional<String> blocking) {}
}
