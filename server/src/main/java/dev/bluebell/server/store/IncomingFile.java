package dev.bluebell.server.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A temporary file on the file system of the blobs, so that naming it is one atomic rename.
 *
 * <p>Of a large file the disk gets its share while the rest is still coming in: every {@value #EARLY_BYTES} bytes a sync is
 * begun on another thread, so that the last one, for which the client waits, finds little left to do.
 */
final class IncomingFile implements IncomingBlob {

    private static final long EARLY_BYTES = 16 << 20;

    private final Path file;
    private final FileChannel channel;
    private long unsynced;
    private Optional<EarlySync> early = Optional.empty();
    private boolean named;

    IncomingFile(Path file) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @Override
    public void write(ByteBuffer piece) {
        try {
            unsynced += piece.remaining();
            while (piece.hasRemaining()) {
                channel.write(piece);
            }
        } catch (IOException e) {
            throw Durable.failure("cannot write the upload", e);
        }
        if (unsynced >= EARLY_BYTES && early.filter(EarlySync::isRunning).isEmpty()) {
            awaitEarly();
            unsynced = 0;
            early = Optional.of(EarlySync.begin(channel));
        }
    }

    @Override
    public void write(ByteBuffer piece, long offset) {
        try {
            long at = offset;
            while (piece.hasRemaining()) {
                at += channel.write(piece, at);
            }
        } catch (IOException e) {
            throw Durable.failure("cannot write the upload", e);
        }
    }

    @Override
    public int read(ByteBuffer piece, long offset) {
        try {
            return channel.read(piece, offset);
        } catch (IOException e) {
            throw Durable.failure("cannot read the upload again", e);
        }
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public void sync() {
        awaitEarly();
        try {
            channel.force(false);
        } catch (IOException e) {
            throw syncFailure(e);
        }
    }

    /** An early sync that failed is as final as a late one: what it has lost, no later one would report again. */
    private void awaitEarly() {
        early.flatMap(EarlySync::await).ifPresent(failure -> {
            throw syncFailure(failure);
        });
        early = Optional.empty();
    }

    private static StoreException syncFailure(IOException e) {
        return Durable.failure("cannot bring the upload to disk", e);
    }

    void moveTo(Path target) throws IOException {
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        named = true;
    }

    @Override
    public void close() {
        early.ifPresent(EarlySync::await);
        try {
            channel.close();
            if (!named) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw Durable.failure("cannot give up the upload", e);
        }
    }
}
