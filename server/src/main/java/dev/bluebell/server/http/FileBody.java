package dev.bluebell.server.http;

import dev.bluebell.server.Body;
import dev.bluebell.server.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A file on this machine as if somebody sent it. Not thread-safe. */
final class FileBody implements Body, AutoCloseable {

    private static final int PIECE = 64 * 1024;

    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer piece = ByteBuffer.allocate(PIECE);

    private FileBody(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static FileBody open(Path file) {
        try {
            return new FileBody(file, FileChannel.open(file));
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /** {@return some bytes, which are overwritten by the next ones} */
    @Override
    public ByteBuffer next() {
        try {
            piece.clear();
            while (piece.hasRemaining() && channel.read(piece) >= 0) {
                // Until it is full, or the file at its end.
            }
            return piece.flip();
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    private static StoreException failure(Path file, IOException e) {
        return new StoreException.Broken("cannot read what was made of a picture or video: " + file, e);
    }
}
