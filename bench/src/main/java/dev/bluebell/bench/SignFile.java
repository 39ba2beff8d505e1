package dev.bluebell.bench;

import dev.bluebell.blossom.BlobHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Prints the Authorization header for an upload of {@code FILE}. */
public final class SignFile {

    private SignFile() {}

    /** Runs it. */
    public static void main(String[] args) throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream file = new DigestInputStream(Files.newInputStream(Path.of(args[0])), digest)) {
            file.transferTo(OutputStream.nullOutputStream());
        }
        System.out.println(new Tokens().upload(BlobHash.of(digest.digest())));
    }
}
