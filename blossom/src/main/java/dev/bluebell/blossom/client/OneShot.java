package dev.bluebell.blossom.client;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/** A source that gives its bytes once. */
final class OneShot implements BlobSource {

    private final InputStream stream;
    private final AtomicBoolean opened = new AtomicBoolean();

    OneShot(InputStream stream) {
        this.stream = stream;
    }

    @Override
    public InputStream open() throws IOException {
        if (opened.getAndSet(true)) {
            throw new IOException("it can be read only once");
        }
        return stream;
    }

    @Override
    public boolean repeatable() {
        return false;
    }
}
