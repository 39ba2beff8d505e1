package dev.bluebell.blossom.client;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that comes into being whole or not at all: it is written beside its place and moved there when complete. Not
 * made by {@link Files#createTempFile}, whose files nobody else may read.
 */
final class PartFile implements AutoCloseable {

    private final Path target;
    private final Path part;
    private final FileChannel channel;

    private PartFile(Path target, Path part) throws IOException {
        this.target = target;
        this.part = part;
        this.channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    static PartFile nextTo(Path target) throws IOException {
        String name = "%s.%x.part".formatted(target.getFileName(), System.nanoTime());
        return new PartFile(target, target.resolveSibling(name));
    }

    WritableByteChannel channel() {
        return channel;
    }

    /** How many bytes the file may have; none is the answer of file systems that do not know. */
    long freeBytes() throws IOException {
        long free = Files.getFileStore(part).getUsableSpace();
        return free > 0 ? free : Long.MAX_VALUE;
    }

    /** Puts the file into its place, instead of one that may be there. */
    void complete() throws IOException {
        channel.close();
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Deletes what is not complete. */
    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(part);
    }
}
