package dev.bluebell.server.cache;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.database.Database;
import dev.bluebell.database.Schema;
import dev.bluebell.database.SqliteDatabase;
import dev.bluebell.server.index.StoredBlob;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Which blobs are kept, and when each was asked for last. Thread-safe; blocks. Every call may throw
 * {@link dev.bluebell.database.DatabaseException}, and nothing is changed then.
 */
public final class CacheIndex implements AutoCloseable {

    private static final Schema SCHEMA = new Schema("blob_cache", "dev/bluebell/server/cache");
    private static final int HASH_DIGITS = 64;
    private static final int LET_GO_AT_ONCE = 100;

    private final Database database;

    private CacheIndex(Database database) {
        this.database = database;
    }

    /**
     * Opens the index in a SQLite file, which is made if there is none.
     *
     * @throws dev.bluebell.database.DatabaseException if that fails, or a later version has written the file
     */
    public static CacheIndex open(Path file) {
        return new CacheIndex(SqliteDatabase.open(file, SCHEMA));
    }

    /** {@return the row of a blob, with the time when it came} */
    public Optional<StoredBlob> find(BlobHash hash) {
        return database.read(handle -> handle.createQuery("SELECT size, type, kept FROM cached WHERE sha256 = :sha256")
                .bind("sha256", hash.bytes())
                .map((row, context) -> new StoredBlob(
                        hash, row.getLong("size"), row.getString("type"), Instant.ofEpochSecond(row.getLong("kept"))))
                .findOne());
    }

    /**
     * Adds a blob, and lets go of others until all of them fit.
     *
     * @param used blobs that were asked for lately, and when, in seconds since 1970
     * @param room what all blobs may take of the disk, in bytes
     * @return those that are let go of, whose bytes are for the caller to remove
     */
    List<BlobHash> add(StoredBlob blob, Map<BlobHash, Long> used, long room) {
        return database.write(handle -> {
            note(handle, used);
            handle.createUpdate("""
                            INSERT INTO cached (sha256, size, type, kept, used)
                            VALUES (:sha256, :size, :type, :now, :now)
                            ON CONFLICT (sha256) DO UPDATE SET used = excluded.used""")
                    .bind("sha256", blob.hash().bytes())
                    .bind("size", blob.sizeBytes())
                    .bind("type", blob.type())
                    .bind("now", blob.uploaded().getEpochSecond())
                    .execute();
            return letGo(handle, Optional.of(blob.hash()), room);
        });
    }

    /** As above, without a new blob: the room may have become less since the last start. */
    List<BlobHash> shrink(long room) {
        return database.write(handle -> letGo(handle, Optional.empty(), room));
    }

    /** Notes which blobs were asked for, and when, in seconds since 1970. */
    void used(Map<BlobHash, Long> used) {
        database.write(handle -> note(handle, used));
    }

    private static int note(Handle handle, Map<BlobHash, Long> used) {
        if (used.isEmpty()) {
            return 0;
        }
        PreparedBatch batch = handle.prepareBatch("UPDATE cached SET used = :used WHERE sha256 = :sha256");
        used.forEach((hash, time) ->
                batch.bind("sha256", hash.bytes()).bind("used", time).add());
        return batch.execute().length;
    }

    private static List<BlobHash> letGo(Handle handle, Optional<BlobHash> but, long room) {
        List<BlobHash> gone = new ArrayList<>();
        long excess = taken(handle) - room;
        while (excess > 0) {
            List<Row> oldest = leastUsed(handle, but);
            if (oldest.isEmpty()) {
                return gone;
            }
            for (Row row : oldest) {
                if (excess > 0) {
                    remove(handle, row.hash());
                    gone.add(row.hash());
                    excess -= row.room();
                }
            }
        }
        return gone;
    }

    private record Row(BlobHash hash, long room) {}

    private static long taken(Handle handle) {
        return handle.createQuery("SELECT room FROM totals").mapTo(Long.class).one();
    }

    private static List<Row> leastUsed(Handle handle, Optional<BlobHash> but) {
        return handle.createQuery(
                        "SELECT sha256, room FROM cached WHERE sha256 <> :but ORDER BY used, kept LIMIT :limit")
                .bind("but", but.map(BlobHash::bytes).orElseGet(() -> new byte[0]))
                .bind("limit", LET_GO_AT_ONCE)
                .map((row, context) -> new Row(BlobHash.of(row.getBytes("sha256")), row.getLong("room")))
                .list();
    }

    private static void remove(Handle handle, BlobHash hash) {
        handle.createUpdate("DELETE FROM cached WHERE sha256 = :sha256")
                .bind("sha256", hash.bytes())
                .execute();
    }

    /** The blobs whose hash begins with these digits, to compare a folder of the store with. */
    Set<BlobHash> hashesWithPrefix(String hexDigits) {
        int open = Math.max(0, HASH_DIGITS - hexDigits.length());
        BlobHash first = new BlobHash(hexDigits + "0".repeat(open));
        BlobHash last = new BlobHash(hexDigits + "f".repeat(open));
        return database.read(handle ->
                Set.copyOf(handle.createQuery("SELECT sha256 FROM cached WHERE sha256 BETWEEN :first AND :last")
                        .bind("first", first.bytes())
                        .bind("last", last.bytes())
                        .map((row, context) -> BlobHash.of(row.getBytes("sha256")))
                        .list()));
    }

    @Override
    public void close() {
        database.close();
    }
}
