package dev.bluebell.bluesky.store;

import dev.bluebell.bluesky.Actor;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Handle;
import dev.bluebell.bluesky.profile.CachedProfile;
import dev.bluebell.bluesky.profile.Profile;
import dev.bluebell.bluesky.profile.ProfileCache;
import dev.bluebell.database.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Profiles in {@code bsky_user_profile}. Both names are needed there: where one is not known, the other stands in its place,
 * which cannot be taken for it, as a handle never begins with {@code did:}.
 */
record SqlProfileCache(Database database, Dialect dialect) implements ProfileCache {

    private static final String DID = "did:";
    private static final int LAST_YEAR = 9999;

    /** Before a handle is given to an account: others go without it, and what is known of the handle alone is forgotten. */
    private static final List<String> FREE_HANDLE = List.of(
            "UPDATE bsky_user_profile SET handle = did WHERE handle = :handle AND did <> :did AND did LIKE 'did:%'",
            "DELETE FROM bsky_user_profile WHERE handle = :handle AND did <> :did");

    private static final String SAVE = """
            INSERT INTO bsky_user_profile (
                did, handle, "displayName", "followersCount", "followsCount", "postsCount", labels, description,
                "createdAt", "updatedAt", associated_lists, associated_feedgens, "associated_starterPacks",
                associated_labeler, viewer_muted, "viewer_blockedBy", viewer_blocking)
            VALUES (
                :did, :handle, :displayName, :followers, :follows, :posts, :labels, :description,
                :createdAt, :updatedAt, :lists, :feedGenerators, :starterPacks,
                :labeler, :muted, :blockedBy, :blocking)
            ON CONFLICT (did) DO UPDATE SET
                handle = excluded.handle, "displayName" = excluded."displayName",
                "followersCount" = excluded."followersCount", "followsCount" = excluded."followsCount",
                "postsCount" = excluded."postsCount", labels = excluded.labels, description = excluded.description,
                "createdAt" = excluded."createdAt", "updatedAt" = excluded."updatedAt",
                associated_lists = excluded.associated_lists, associated_feedgens = excluded.associated_feedgens,
                "associated_starterPacks" = excluded."associated_starterPacks",
                associated_labeler = excluded.associated_labeler, viewer_muted = excluded.viewer_muted,
                "viewer_blockedBy" = excluded."viewer_blockedBy", viewer_blocking = excluded.viewer_blocking,
                error = NULL""";

    private static final String FAIL = """
            UPDATE bsky_user_profile SET error = :error, "updatedAt" = :updatedAt
            WHERE did = :name OR handle = :name""";

    private static final String SAVE_FAILURE = """
            INSERT INTO bsky_user_profile (did, handle, error, "updatedAt") VALUES (:name, :name, :error, :updatedAt)""";

    @Override
    public Optional<CachedProfile> find(Actor actor) {
        return database.read(
                handle -> handle.createQuery("SELECT * FROM bsky_user_profile WHERE did = :name OR handle = :name")
                        .bind("name", actor.value())
                        .map((row, context) -> cached(row))
                        .findFirst()
                        .flatMap(found -> found));
    }

    @Override
    public void save(Profile profile, Instant stored) {
        String did = profile.did().value();
        String name = profile.handle().map(Handle::value).orElse(did);
        int unused = database.write(handle -> {
            excludeOthers(handle);
            for (String sql : FREE_HANDLE) {
                handle.createUpdate(sql).bind("handle", name).bind("did", did).execute();
            }
            return handle.createUpdate(SAVE)
                    .bind("did", did)
                    .bind("handle", name)
                    .bind("displayName", text(profile.displayName()))
                    .bind("followers", profile.counts().followers())
                    .bind("follows", profile.counts().follows())
                    .bind("posts", profile.counts().posts())
                    .bind("labels", text(String.join(",", profile.labels())))
                    .bind("description", text(profile.description()))
                    .bind("createdAt", profile.createdAt().map(this::time).orElse(null))
                    .bind("updatedAt", dialect.value(stored))
                    .bind("lists", profile.associated().lists())
                    .bind("feedGenerators", profile.associated().feedGenerators())
                    .bind("starterPacks", profile.associated().starterPacks())
                    .bind("labeler", profile.associated().labeler())
                    .bind("muted", profile.viewer().muted())
                    .bind("blockedBy", profile.viewer().blockedBy())
                    .bind(
                            "blocking",
                            profile.viewer()
                                    .blocking()
                                    .map(SqlProfileCache::text)
                                    .orElse(null))
                    .execute();
        });
    }

    @Override
    public void saveFailure(Actor actor, String error, Instant stored) {
        int unused = database.write(handle -> {
            excludeOthers(handle);
            int known = handle.createUpdate(FAIL)
                    .bind("name", actor.value())
                    .bind("error", text(error))
                    .bind("updatedAt", dialect.value(stored))
                    .execute();
            return known > 0
                    ? known
                    : handle.createUpdate(SAVE_FAILURE)
                            .bind("name", actor.value())
                            .bind("error", text(error))
                            .bind("updatedAt", dialect.value(stored))
                            .execute();
        });
    }

    /** Two names are unique, and a row may have to give one up; SQLite has one writer at a time anyway. */
    private void excludeOthers(org.jdbi.v3.core.Handle handle) {
        if (dialect == Dialect.POSTGRESQL) {
            handle.execute("LOCK TABLE bsky_user_profile IN SHARE ROW EXCLUSIVE MODE");
        }
    }

    /** Some accounts say that they are from before the common era, which not every reader of the table can bear. */
    private @Nullable Object time(Instant time) {
        int year = time.atZone(ZoneOffset.UTC).getYear();
        return year >= 1 && year <= LAST_YEAR ? dialect.value(time) : null;
    }

    /** PostgreSQL has no text with U+0000 in it. */
    private static String text(String text) {
        return text.replace('\0', '\uFFFD');
    }

    /** Empty if pysky has stored something without a DID that is no failure. */
    private Optional<CachedProfile> cached(ResultSet row) throws SQLException {
        Instant stored = dialect.time(row, "updatedAt").orElse(Instant.EPOCH);
        String error = row.getString("error");
        if (error != null) {
            return Optional.of(new CachedProfile.Failed(error, stored));
        }
        try {
            return Optional.of(new CachedProfile.Known(profile(row), stored));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Profile profile(ResultSet row) throws SQLException {
        String handle = row.getString("handle");
        return new Profile(
                new Did(row.getString("did")),
                handle.startsWith(DID) ? Optional.empty() : Optional.of(new Handle(handle)),
                string(row, "displayName"),
                string(row, "description"),
                new Profile.Counts(
                        row.getLong("followersCount"), row.getLong("followsCount"), row.getLong("postsCount")),
                labels(string(row, "labels")),
                dialect.time(row, "createdAt"),
                new Profile.Associated(
                        row.getLong("associated_lists"),
                        row.getLong("associated_feedgens"),
                        row.getLong("associated_starterPacks"),
                        row.getBoolean("associated_labeler")),
                new Profile.Viewer(
                        row.getBoolean("viewer_muted"),
                        row.getBoolean("viewer_blockedBy"),
                        Optional.ofNullable(row.getString("viewer_blocking")).filter(text -> !text.isEmpty())));
    }

    private static String string(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).orElse("");
    }

    private static List<String> labels(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(","));
    }
}
