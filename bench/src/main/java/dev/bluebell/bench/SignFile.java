package dev.bluebell.bench;

import dev.bluebell.blossom.BlobHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Prints the Authorization headers for an upload of {@code FILE} to {@code SERVER} and for its deletion, and its hash. */
public final class SignFile {

    private SignFile() {}

    /** Runs it. */
    public static void main(String[] args) throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream file = new DigestInputStream(Files.newInputStream(Path.of(args[0])), digest)) {
            file.transferTo(OutputStream.nullOutputStream());
        }
        Tokens tokens = new Tokens();
        BlobHash hash = BlobHash.of(digest.digest());
        System.out.println(tokens.upload(hash));
        System.out.println(tokens.delete(hash, URI.create(args[1])));
        System.out.println(hash);
    }
}
