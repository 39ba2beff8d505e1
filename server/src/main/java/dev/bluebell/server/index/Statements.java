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

    /** One blob, as any of its owners has it. */
    static final String BLOB = "SELECT sha256, size, type, uploaded FROM claims WHERE sha256 = :sha256 LIMIT 1";

    /** One blob of one owner. */
    static final String CLAIM =
            "SELECT sha256, size, type, uploaded FROM claims WHERE sha256 = :sha256 AND pubkey = :pubkey";

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
                        INSERT INTO claims (pubkey, uploaded, sha256, size, type)
                        VALUES (:pubkey, :uploaded, :sha256, :size, :type)""")
                .bind("pubkey", owner.bytes())
                .bind("uploaded", blob.uploaded().getEpochSecond())
                .bind("sha256", blob.hash().bytes())
                .bind("size", blob.sizeBytes())
                .bind("type", blob.type())
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
                Instant.ofEpochSecond(row.getLong("uploaded")));
    }
}
