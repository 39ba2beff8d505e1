package dev.bluebell.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at a data folder before a server does, whose parts would each say in words of their own what is wrong with it. */
final class DataFolder {

    private DataFolder() {}

    /** @throws CommandException if a server cannot work in it */
    static void check(Path folder) {
        checkFolder(folder);
        checkFolder(folder.resolve("blobs"));
        Path index = folder.resolve("index.db");
        if (Files.isDirectory(index)) {
            throw unusable(index, "a folder");
        }
        if (Files.exists(index) && !(Files.isReadable(index) && Files.isWritable(index))) {
            throw forbidden(index);
        }
    }

    private static void checkFolder(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw unusable(folder, "a file");
        }
        boolean ours = Files.isReadable(folder) && Files.isWritable(folder) && Files.isExecutable(folder);
        if (Files.exists(folder) && !ours) {
            throw forbidden(folder);
        }
    }

    private static CommandException unusable(Path path, String what) {
        return new CommandException(
                "the data folder cannot be used: %s is %s; name another folder with --data".formatted(path, what));
    }

    private static CommandException forbidden(Path path) {
        return new CommandException(
                "the data folder cannot be used: %s may not be read and written by who runs this; give it to them, or name another folder with --data"
                        .formatted(path));
    }
}
