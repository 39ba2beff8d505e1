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
    private int skipped;
    private boolean failed;

    private Found(Shell shell) {
        this.shell = shell;
    }

    /**
     * All that is named, and what is in folders but for what is hidden or a link; says what it leaves out.
     *
     * @throws java.nio.file.NoSuchFileException if one that is named is not there
     */
    static Found in(List<Path> paths, Shell shell) throws IOException {
        Found found = new Found(shell);
        for (Path path : paths) {
            found.add(shell.existing(path));
        }
        if (found.skipped > 0) {
            shell.say("skipped %d hidden or linked in folders; name what is to be uploaded all the same"
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

    /** Whether there is a folder that could not be looked into. */
    boolean failed() {
        return failed;
    }

    private void add(Path place) {
        if (Files.isDirectory(place)) {
            entries(place).forEach(this::addEntry);
        } else if (Files.isRegularFile(place)) {
            files.add(place);
        }
    }

    private void addEntry(Path entry) {
        if (entry.getFileName().toString().startsWith(".") || Files.isSymbolicLink(entry)) {
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
