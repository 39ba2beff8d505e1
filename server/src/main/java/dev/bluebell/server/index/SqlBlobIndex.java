package dev.bluebell.server.index;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.Report;
import dev.bluebell.database.Database;
import dev.bluebell.database.Schema;
import dev.bluebell.database.SqliteDatabase;
import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.PublicKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A {@link BlobIndex} in tables of SQL. */
public final class SqlBlobIndex implements BlobIndex {

    private static final Schema SCHEMA = new Schema("blob_index", "dev/bluebell/server/index");
    private static final int HASH_DIGITS = 64;

    private final Database database;

    private SqlBlobIndex(Database database) {
        this.database = database;
    }

    /**
     * Opens the index in a SQLite file, which is made if there is none.
     *
     * @throws dev.bluebell.database.DatabaseException if that fails, or a later version has written the file
     */
    public static SqlBlobIndex open(Path file) {
        return new SqlBlobIndex(SqliteDatabase.open(file, SCHEMA));
    }

    @Override
    public Optional<StoredBlob> find(BlobHash hash) {
        return database.read(handle -> new Statements(handle).blob(hash));
    }

    @Override
    public Recorded record(StoredBlob blob, PublicKey owner) {
        return database.write(handle -> {
            Statements statements = new Statements(handle);
            blob.appearance().ifPresent(looks -> statements.addAppearance(blob.hash(), looks));
            if (statements.isClaimed(blob.hash())) {
                return claim(statements, blob.hash(), owner, blob.uploaded(), blob.original())
                        .orElseThrow();
            }
            statements.addClaim(blob, owner);
            statements.count(1, blob.sizeBytes());
            return new Recorded(true, blob);
        });
    }

    @Override
    public void describe(BlobHash hash, Appearance looks) {
        database.write(handle -> {
            Statements statements = new Statements(handle);
            boolean here = statements.isClaimed(hash);
            if (here) {
                statements.addAppearance(hash, looks);
            }
            return here;
        });
    }

    @Override
    public Optional<Recorded> claim(BlobHash hash, PublicKey owner, Instant now) {
        return database.write(handle -> claim(new Statements(handle), hash, owner, now, Optional.empty()));
    }

    private static Optional<Recorded> claim(
            Statements statements, BlobHash hash, PublicKey owner, Instant now, Optional<BlobHash> original) {
        Optional<StoredBlob> old = statements.claim(hash, owner);
        if (old.isPresent()) {
            return old.map(claimed -> new Recorded(false, claimed));
        }
        return statements.blob(hash).map(blob -> {
            StoredBlob claimed = new StoredBlob(hash, blob.sizeBytes(), blob.type(), now, original, blob.appearance());
            statements.addClaim(claimed, owner);
            return new Recorded(false, claimed);
        });
    }

    @Override
    public Dropped drop(BlobHash hash, PublicKey owner) {
        return database.write(handle -> {
            Statements statements = new Statements(handle);
            Optional<StoredBlob> blob = statements.blob(hash);
            if (blob.isEmpty()) {
                return Dropped.NOT_FOUND;
            }
            if (!statements.removeClaim(hash, owner)) {
                return Dropped.NOT_OWNER;
            }
            if (statements.isClaimed(hash)) {
                return Dropped.CLAIM_DROPPED;
            }
            statements.removeAppearance(hash);
            statements.count(-1, -blob.get().sizeBytes());
            return Dropped.LAST_CLAIM_DROPPED;
        });
    }

    @Override
    public ListAnswer list(PublicKey owner, ListPage page) {
        return database.read(handle -> Pages.list(handle, owner, page));
    }

    @Override
    public Totals totals() {
        return database.read(handle -> handle.createQuery("SELECT blobs, size FROM totals")
                .map((row, context) -> new Totals(row.getLong("blobs"), row.getLong("size")))
                .one());
    }

    @Override
    public Reported report(Event event, Report report, Instant received, ReportLimits limits) {
        return database.write(handle -> Reports.add(new ReportStatements(handle, event), report, received, limits));
    }

    @Override
    public Set<BlobHash> hashesWithPrefix(String hexDigits) {
        int open = Math.max(0, HASH_DIGITS - hexDigits.length());
        BlobHash first = new BlobHash(hexDigits + "0".repeat(open));
        BlobHash last = new BlobHash(hexDigits + "f".repeat(open));
        return database.read(handle -> Set.copyOf(
                handle.createQuery("SELECT DISTINCT sha256 FROM claims WHERE sha256 BETWEEN :first AND :last")
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
