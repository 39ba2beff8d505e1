package dev.bluebell.blossom.client;

import dev.bluebell.blossom.BlobHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file that comes into being whole or not at all: it is written beside its place as {@code NAME.part} and moved there
 * when complete. What an earlier try has left there is taken over, and its bytes are hashed.
 */
final class PartFile implements Sink, AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path target;
    private final Path part;
    private final FileChannel channel;
    private Sha256 sha256 = new Sha256();
    private boolean kept;

    private PartFile(Path target, Path part, FileChannel channel) {
        this.target = target;
        this.part = part;
        this.channel = channel;
    }

    /** @throws IOException if it cannot be written, or somebody else is writing it */
    static PartFile nextTo(Path target) throws IOException {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        if (Files.isSymbolicLink(part)) {
            throw new IOException("%s is a link, and would have another file written; remove it".formatted(part));
        }
        FileChannel channel = FileChannel.open(
                part,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        try {
            lock(channel, part);
            PartFile file = new PartFile(target, part, channel);
            file.takeOver();
            return file;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void lock(FileChannel channel, Path part) throws IOException {
        @Nullable FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // By another thread of this process, which is as good as by another process.
        }
        // Without the name, it was moved to its place by who had the lock before.
        if (lock == null || !Files.exists(part)) {
            throw new IOException("another download is writing it");
        }
    }

    /** All but the last byte: a server asked for what comes after a whole blob would have nothing to answer. */
    private void takeOver() throws IOException {
        long taken = Math.max(0, channel.size() - 1);
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        while (bytes() < taken && channel.read(buffer) >= 0) {
            buffer.flip();
            buffer.limit((int) Math.min(buffer.limit(), taken - bytes()));
            sha256.update(buffer);
            buffer.clear();
        }
        channel.truncate(bytes()).position(bytes());
    }

    @Override
    public long bytes() {
        return sha256.bytes();
    }

    @Override
    public void write(ByteBuffer piece) throws IOException {
        sha256.update(piece);
        while (piece.hasRemaining()) {
            channel.write(piece);
        }
    }

    @Override
    public boolean beginAgain() throws IOException {
        sha256 = new Sha256();
        channel.truncate(0).position(0);
        return true;
    }

    @Override
    public BlobHash hash() {
        return sha256.finish();
    }

    /** None is the answer of file systems that do not know. */
    @Override
    public long freeBytes() throws IOException {
        long free = Files.getFileStore(part).getUsableSpace();
        return free > 0 ? free : Long.MAX_VALUE;
    }

    @Override
    public String name() {
        return target.toString();
    }

    /** Puts the file into its place, instead of one that may be there. */
    void complete() throws IOException {
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        kept = true;
    }

    /** Leaves what is there for a later try, if there is anything. */
    void keep() {
        kept = bytes() > 0;
    }

    /** What is left for a later try, in words that go on from what went wrong; empty if nothing is. */
    String remains() {
        return kept ? "; %d bytes are kept in %s, the next try goes on from there".formatted(bytes(), part) : "";
    }

    /** Deletes what is neither complete nor kept. */
    @Override
    public void close() throws IOException {
        if (!kept) {
            Files.deleteIfExists(part);
        }
        channel.close();
    }
}
