package dev.bluebell.server.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
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
        return new StoreException.Broken(what + ": " + reason(e), e);
    }

    /** Of the failures that have a type of their own the JDK says only which file it was. */
    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException denied ->
                denied.getFile() + " may not be read or written; give the user of the server access to it";
            case NotDirectoryException file -> file.getFile() + " is no folder; move it away";
            case NoSuchFileException gone -> gone.getFile() + " is not there";
            default -> String.valueOf(e.getMessage());
        };
    }
}
