package dev.bluebell.bluesky.repo;

import dev.bluebell.bluesky.Cid;
import dev.bluebell.bluesky.http.ContentSink;
import dev.bluebell.bluesky.http.ContentSource;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Computes what bytes are while they pass; of several passes, what those of the last one were. */
final class Hashing {

    private volatile MessageDigest digest = sha256();

    ContentSource of(ContentSource source) {
        return () -> {
            InputStream in = source.open();
            return new DigestInputStream(in, begin());
        };
    }

    ContentSink of(ContentSink sink) {
        return () -> new DigestOutputStream(sink.open(), begin());
    }

    private MessageDigest begin() {
        MessageDigest one = sha256();
        digest = one;
        return one;
    }

    /** What passed last; asked once, when all of it has. */
    Cid cid() {
        return Cid.ofBlob(HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
