package dev.bluebell.bench;

import dev.bluebell.blossom.client.LocalBlob;
import java.nio.file.Path;

/** Prints how many seconds the hashing of {@code FILE} takes, as before an upload, in a process that has hashed before. */
public final class HashFile {

    private HashFile() {}

    /** Runs it. */
    public static void main(String[] args) {
        Path file = Path.of(args[0]);
        LocalBlob warm = LocalBlob.of(file);
        long begun = System.nanoTime();
        LocalBlob measured = LocalBlob.of(file);
        long nanos = System.nanoTime() - begun;
        if (!measured.hash().equals(warm.hash())) {
            throw new IllegalStateException("the file changes");
        }
        System.out.println(nanos / 1e9);
    }
}
