package dev.bluebell.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files that somebody means by naming files and folders. */
final class Found {

    private final Shell shell;
    private final List<Path> files = new ArrayList<>();
    private boolean folders;
    private int skipped;
    private boolean failed;

    private Found(Shell shell) {
        this.shell = shell;
    }

    /**
     * All that is named, and what is in folders but for what is hidden, a link or no plain file; says what it leaves out.
     *
     * @throws java.nio.file.NoSuchFileException if one that is named is not there
     */
    static Found in(List<Path> paths, Shell shell) throws IOException {
        Found found = new Found(shell);
        for (Path path : paths) {
            found.addNamed(path);
        }
        if (found.skipped > 0) {
            shell.say(
                    "skipped %d in folders that are hidden, links or no plain files; name what is to be uploaded all the same"
                            .formatted(found.skipped));
        }
        if (found.files.isEmpty() && !found.failed) {
            throw new CommandException("there are no files in " + paths.getFirst());
        }
        return found;
    }

    /** In the order of their names, as they were named. */
    List<Path> files() {
        return files;
    }

    /** Whether a folder is among what is named. */
    boolean folders() {
        return folders;
    }

    /** Whether there is a folder that could not be looked into. */
    boolean failed() {
        return failed;
    }

    private void addNamed(Path path) throws IOException {
        if (Files.isDirectory(shell.resolve(path))) {
            folders = true;
            add(shell.resolve(path));
        } else {
            add(file(path, shell));
        }
    }

    /**
     * A file that somebody names.
     *
     * @throws java.nio.file.FileSystemException if it is not there
     * @throws CommandException if it is a folder, or something that might never end
     */
    static Path file(Path path, Shell shell) throws IOException {
        Path place = shell.existing(path);
        if (Files.isDirectory(place)) {
            throw new CommandException("%s is a folder; name a file in it".formatted(path));
        }
        if (!Files.isRegularFile(place)) {
            throw new CommandException("%s is no plain file, and only those can be uploaded".formatted(path));
        }
        return place;
    }

    private void add(Path place) {
        if (Files.isDirectory(place)) {
            entries(place).forEach(this::addEntry);
        } else {
            files.add(place);
        }
    }

    private void addEntry(Path entry) {
        boolean plain = Files.isDirectory(entry) || Files.isRegularFile(entry);
        if (!plain || entry.getFileName().toString().startsWith(".") || Files.isSymbolicLink(entry)) {
            skipped++;
        } else {
            add(entry);
        }
    }

    private List<Path> entries(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            failed = true;
            shell.say(Explanation.of(e));
            return List.of();
        }
    }
}
