package dev.bluebell.blossom.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** A file that leaves a trace when it is changed: reading a large one again only to compare its hash would take as long. */
final class FileSource implements BlobSource {

    /** Two changes within this time may leave the same trace: so coarse are the times of some file systems. */
    private static final Duration GRAIN = Duration.ofSeconds(2);

    /** What a change of a file changes. */
    private record Trace(
            long sizeBytes, FileTime modified, @Nullable Object key) {

        static Trace of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Trace(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
        }

        boolean isOlderThan(Instant time) {
            return modified.toInstant().isBefore(time);
        }
    }

    private final Path file;
    private final Trace trace;
    private final boolean settled;

    private FileSource(Path file, Trace trace, boolean settled) {
        this.file = file;
        this.trace = trace;
        this.settled = settled;
    }

    /** The file as it is now, to be hashed after this. */
    static FileSource of(Path file, InstantSource clock) throws IOException {
        Trace trace = Trace.of(file);
        return new FileSource(file, trace, trace.isOlderThan(clock.instant().minus(GRAIN)));
    }

    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(file);
    }

    @Override
    public boolean isSurelySame() {
        try {
            return settled && Trace.of(file).equals(trace);
        } catch (IOException e) {
            return false;
        }
    }
}
