package dev.bluebell.server.index;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.nostr.PublicKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The statements on blobs and their claims, for use inside a transaction. */
final class Statements {

    /** What makes a {@link StoredBlob} of an owner. */
    static final String CLAIMS = """
            SELECT sha256, size, type, uploaded, original, width, height, blurhash, thumb
            FROM claims LEFT JOIN appearances USING (sha256)
            """;

    /** One blob, as any of its owners has it; what that one made it of is nobody else's business. */
    static final String BLOB = """
            SELECT sha256, size, type, uploaded, NULL AS original, width, height, blurhash, thumb
            FROM claims LEFT JOIN appearances USING (sha256)
            WHERE sha256 = :sha256 LIMIT 1""";

    /** One blob of one owner. */
    static final String CLAIM = CLAIMS + "WHERE sha256 = :sha256 AND pubkey = :pubkey";

    private final Handle handle;

    Statements(Handle handle) {
        this.handle = handle;
    }

    Optional<StoredBlob> blob(BlobHash hash) {
        return handle.createQuery(BLOB)
                .bind("sha256", hash.bytes())
                .map(Statements::storedBlob)
                .findOne();
    }

    /** Adds to what all blobs come to. */
    void count(int blobs, long sizeBytes) {
        handle.createUpdate("UPDATE totals SET blobs = blobs + :blobs, size = size + :size")
                .bind("blobs", blobs)
                .bind("size", sizeBytes)
                .execute();
    }

    /** Adds a claim where there is none. */
    void addClaim(StoredBlob blob, PublicKey owner) {
        handle.createUpdate("""
                        INSERT INTO claims (pubkey, uploaded, sha256, size, type, original)
                        VALUES (:pubkey, :uploaded, :sha256, :size, :type, :original)""")
                .bind("pubkey", owner.bytes())
                .bind("uploaded", blob.uploaded().getEpochSecond())
                .bind("sha256", blob.hash().bytes())
                .bind("size", blob.sizeBytes())
                .bind("type", blob.type())
                .bind("original", blob.original().map(BlobHash::bytes).orElse(null))
                .execute();
    }

    /** Says how a blob looks, unless that is known. */
    void addAppearance(BlobHash hash, Appearance looks) {
        handle.createUpdate("""
                        INSERT INTO appearances (sha256, width, height, blurhash, thumb)
                        VALUES (:sha256, :width, :height, :blurhash, :thumb) ON CONFLICT DO NOTHING""")
                .bind("sha256", hash.bytes())
                .bind("width", looks.width())
                .bind("height", looks.height())
                .bind("blurhash", looks.blurhash().orElse(null))
                .bind("thumb", looks.thumb().map(BlobHash::bytes).orElse(null))
                .execute();
    }

    void removeAppearance(BlobHash hash) {
        handle.createUpdate("DELETE FROM appearances WHERE sha256 = :sha256")
                .bind("sha256", hash.bytes())
                .execute();
    }

    Optional<StoredBlob> claim(BlobHash hash, PublicKey owner) {
        return handle.createQuery(CLAIM)
                .bind("sha256", hash.bytes())
                .bind("pubkey", owner.bytes())
                .map(Statements::storedBlob)
                .findOne();
    }

    boolean removeClaim(BlobHash hash, PublicKey owner) {
        return handle.createUpdate("DELETE FROM claims WHERE sha256 = :sha256 AND pubkey = :pubkey")
                        .bind("sha256", hash.bytes())
                        .bind("pubkey", owner.bytes())
                        .execute()
                == 1;
    }

    boolean isClaimed(BlobHash hash) {
        return handle.createQuery("SELECT 1 FROM claims WHERE sha256 = :sha256 LIMIT 1")
                .bind("sha256", hash.bytes())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    static StoredBlob storedBlob(ResultSet row, StatementContext context) throws SQLException {
        return new StoredBlob(
                BlobHash.of(row.getBytes("sha256")),
                row.getLong("size"),
                row.getString("type"),
                Instant.ofEpochSecond(row.getLong("uploaded")),
                hash(row, "original"),
                appearance(row));
    }

    /** Every appearance has a width, and no width is 0, as which nothing is read. */
    private static Optional<Appearance> appearance(ResultSet row) throws SQLException {
        int width = row.getInt("width");
        return width == 0
                ? Optional.empty()
                : Optional.of(new Appearance(
                        width,
                        row.getInt("height"),
                        Optional.ofNullable(row.getString("blurhash")),
                        hash(row, "thumb")));
    }

    private static Optional<BlobHash> hash(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getBytes(column)).map(BlobHash::of);
    }
}
