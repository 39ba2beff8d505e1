package dev.bluebell.bluesky.profile;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Handle;
import dev.bluebell.bluesky.xrpc.Fields;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;

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

    private static final Handle INVALID = new Handle("handle.invalid");
    private static final Fields NOTHING = new Fields(JsonNodeFactory.instance.objectNode(), "nothing");

    /** Copies the list. */
    public Profile {
        labels = List.copyOf(labels);
    }

    /**
     * Reads what {@code app.bsky.actor.getProfile} answers. Of what is missing or makes no sense, only the DID matters.
     *
     * @throws BlueskyException.BadAnswer if it has no DID
     */
    public static Profile read(Fields fields) {
        Fields associated = fields.findObject("associated").orElse(NOTHING);
        Fields viewer = fields.findObject("viewer").orElse(NOTHING);
        return new Profile(
                did(fields),
                handle(fields),
                fields.findText("displayName").orElse(""),
                fields.findText("description").orElse(""),
                new Counts(count(fields, "followersCount"), count(fields, "followsCount"), count(fields, "postsCount")),
                fields.objects("labels").stream()
                        .filter(label -> !label.findFlag("neg").orElse(false))
                        .flatMap(label -> label.findText("val").stream())
                        .toList(),
                time(fields),
                new Associated(
                        count(associated, "lists"),
                        count(associated, "feedgens"),
                        count(associated, "starterPacks"),
                        associated.findFlag("labeler").orElse(false)),
                new Viewer(
                        viewer.findFlag("muted").orElse(false),
                        viewer.findFlag("blockedBy").orElse(false),
                        viewer.findText("blocking")));
    }

    private static Did did(Fields fields) {
        try {
            return new Did(fields.text("did"));
        } catch (IllegalArgumentException e) {
            throw new BlueskyException.BadAnswer("%s is a profile of nobody".formatted(fields.whose()), e);
        }
    }

    private static Optional<Handle> handle(Fields fields) {
        try {
            // Servers say handle.invalid of all whose handle is not true.
            return fields.findText("handle").map(Handle::new).filter(handle -> !handle.equals(INVALID));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> time(Fields fields) {
        try {
            return fields.findTime("createdAt");
        } catch (BlueskyException.BadAnswer e) {
            return Optional.empty();
        }
    }

    private static long count(Fields fields, String name) {
        return fields.findNumber(name).orElse(0L);
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
