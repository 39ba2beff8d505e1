package dev.bluebell.server.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A temporary file on the file system of the blobs, so that naming it is one atomic rename. */
final class IncomingFile implements IncomingBlob {

    private final Path file;
    private final FileChannel channel;
    private boolean named;

    IncomingFile(Path file) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public void write(ByteBuffer piece) {
        try {
            while (piece.hasRemaining()) {
                channel.write(piece);
            }
        } catch (IOException e) {
            throw Durable.failure("cannot write the upload", e);
        }
    }

    @Override
    public void sync() {
        try {
            channel.force(false);
        } catch (IOException e) {
            throw Durable.failure("cannot bring the upload to disk", e);
        }
    }

    void moveTo(Path target) throws IOException {
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        named = true;
    }

    @Override
    public void close() {
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
