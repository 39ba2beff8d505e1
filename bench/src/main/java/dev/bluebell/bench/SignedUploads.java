package dev.bluebell.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Writes the Authorization headers for {@code put-signed.lua}: {@code COUNT SIZE SEED FILE}. Body number i, from 1, is the
 * seed as 8 hex digits, i as 24 decimal digits, then the letter x up to SIZE bytes.
 */
public final class SignedUploads {

    private SignedUploads() {}

    /** Runs it. */
    public static void main(String[] args) throws IOException {
        int count = Integer.parseInt(args[0]);
        int size = Integer.parseInt(args[1]);
        long seed = Long.parseLong(args[2]);
        Tokens tokens = new Tokens();
        try (BufferedWriter out = Files.newBufferedWriter(Path.of(args[3]))) {
            for (int i = 1; i <= count; i++) {
                String body = String.format(Locale.ROOT, "%08x%024d", seed, i) + "x".repeat(size - 32);
                out.write(tokens.upload(Tokens.hash(body.getBytes(StandardCharsets.US_ASCII))));
                out.newLine();
            }
        }
    }
}
