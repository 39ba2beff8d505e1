package dev.bluebell.bluesky.post;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Cid;
import dev.bluebell.bluesky.http.Content;
import dev.bluebell.bluesky.repo.Blob;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Sends nothing, but knows what blobs would be called. */
final class LocalBlobs implements Posts.Sending {

    @Override
    public Blob send(Content content) {
        try (InputStream in = content.source().open()) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (DigestInputStream hashing = new DigestInputStream(in, digest)) {
                hashing.transferTo(OutputStream.nullOutputStream());
            }
            Cid cid = Cid.ofBlob(HexFormat.of().formatHex(digest.digest()));
            return new Blob(cid, content.type(), content.sizeBytes());
        } catch (IOException e) {
            throw new BlueskyException.LocalFailure("an image cannot be read", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
