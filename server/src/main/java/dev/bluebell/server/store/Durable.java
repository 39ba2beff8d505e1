package dev.bluebell.server.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** What a promise of durability needs beside writing: syncing folders, and telling a full disk from a broken one. */
final class Durable {

    private Durable() {}

    /** Brings the names in {@code folder} to stable storage. */
    static void syncFolder(Path folder) throws IOException {
        try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    /** The JDK has no type for a full disk; the words are those of the C library in the locale C. */
    static StoreException failure(String what, IOException e) {
        String words = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (words.contains("no space left") || words.contains("quota exceeded")) {
            return new StoreException.Full(what + ": no space left", e);
        }
        return new StoreException.Broken(what + ": " + e.getMessage(), e);
    }
}
