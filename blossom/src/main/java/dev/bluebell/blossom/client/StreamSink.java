package dev.bluebell.blossom.client;

import dev.bluebell.blossom.BlobHash;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;

/** A stream of somebody else's, which never gives anything back. */
final class StreamSink implements Sink {

    static final String NAME = "the blob";

    private final WritableByteChannel out;
    private final Sha256 sha256 = new Sha256();

    StreamSink(OutputStream out) {
        this.out = Channels.newChannel(out);
    }

    @Override
    public long bytes() {
        return sha256.bytes();
    }

    @Override
    public long freeBytes() {
        return Long.MAX_VALUE;
    }

    @Override
    public void write(ByteBuffer piece) throws IOException {
        sha256.update(piece);
        while (piece.hasRemaining()) {
            out.write(piece);
        }
    }

    @Override
    public boolean beginAgain() {
        return sha256.bytes() == 0;
    }

    @Override
    public BlobHash hash() {
        return sha256.finish();
    }

    @Override
    public String name() {
        return NAME;
    }
}
