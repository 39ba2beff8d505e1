package dev.bluebell.server.index;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.nostr.PublicKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.*;
import java.util.concurrent.ConcurrentHashMap;

public final class SqlBlobIndex implements BlobIndex {
    private final Map<BlobHash, StoredBlob> rows = new ConcurrentHashMap<>();

    public static SqlBlobIndex open(Path file) {
        return new SqlBlobIndex();
    }

    @Override
    public Optional<StoredBlob> find(BlobHash hash) {
        return Optional.ofNullable(rows.get(hash));
    }

    @Override
    public Recorded record(StoredBlob blob, PublicKey owner) {
        StoredBlob was = rows.putIfAbsent(blob.hash(), blob);
        return new Recorded(was == null, was == null ? blob : was);
    }

    @Override
    public Optional<Recorded> claim(BlobHash hash, PublicKey owner, Instant now) {
        return find(hash).map(b -> new Recorded(false, b));
    }

    @Override
    public Dropped drop(BlobHash hash, PublicKey owner) {
        return rows.remove(hash) == null ? Dropped.NOT_FOUND : Dropped.LAST_CLAIM_DROPPED;
    }

    @Override
    public ListAnswer list(PublicKey owner, ListPage page) {
        return new ListAnswer.Page(List.copyOf(rows.values()));
    }

    @Override
    public Totals totals() {
        return new Totals(rows.size(), 0);
    }

    @Override
    public void close() {}

    @Override
    public void report(dev.bluebell.nostr.Event e, dev.bluebell.blossom.Report r, Instant now) {}
}
