package dev.bluebell.server.index;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.nostr.PublicKey;
import java.time.Instant;
import java.util.Optional;

public interface BlobIndex extends AutoCloseable {
    Optional<StoredBlob> find(BlobHash hash);

    Recorded record(StoredBlob blob, PublicKey owner);

    Optional<Recorded> claim(BlobHash hash, PublicKey owner, Instant now);

    Dropped drop(BlobHash hash, PublicKey owner);

    ListAnswer list(PublicKey owner, ListPage page);

    Totals totals();

    void report(dev.bluebell.nostr.Event e, dev.bluebell.blossom.Report r, Instant now);

    @Override
    void close();
}
