package dev.bluebell.blossom.client;

import dev.bluebell.blossom.BlossomException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A blob on its way to a server. It is hashed once more, and its last piece is held back until the hash is found to be
 * the announced one: a file that changed meanwhile never arrives whole. Waits for the answer with patience that is
 * renewed by each piece that goes out.
 */
final class UploadBody implements Patience, AutoCloseable {

    private final LocalBlob blob;
    private final ProgressListener progress;
    private final Duration stallLimit;
    private final Duration answerTimeout;

    private volatile long lastMove = System.nanoTime();
    private volatile boolean sent;
    private volatile @Nullable BlossomException failure;
    private volatile @Nullable Piecewise open;

    /**
     * A body to be sent once, or again should the connection have to be made again.
     *
     * @param stallLimit how long a piece may take to go out
     * @param answerTimeout how long the answer may take after the last piece
     */
    UploadBody(LocalBlob blob, ProgressListener progress, Duration stallLimit, Duration answerTimeout) {
        this.blob = blob;
        this.progress = progress;
        this.stallLimit = stallLimit;
        this.answerTimeout = answerTimeout;
        this.sent = blob.sizeBytes() == 0;
    }

    BodyPublisher publisher() {
        return sent
                ? BodyPublishers.noBody()
                : BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(this::begin), blob.sizeBytes());
    }

    /** Why the body could not be sent, if the reason is on this side. */
    Optional<BlossomException> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public long nanosLeft() {
        return lastMove + (sent ? answerTimeout : stallLimit).toNanos() - System.nanoTime();
    }

    @Override
    public void close() {
        Piecewise stream = open;
        if (stream != null) {
            stream.close();
        }
    }

    private InputStream begin() {
        close();
        try {
            Piecewise stream = new Piecewise(blob.source().open());
            open = stream;
            sent = false;
            return stream;
        } catch (IOException e) {
            failure = unreadable(e);
            throw new UncheckedIOException(e);
        }
    }

    private static BlossomException unreadable(IOException e) {
        return new BlossomException.LocalFailure("the blob cannot be read: " + Causes.ofFile(e), e);
    }

    /** The announced number of bytes, and not one more should the file have grown. */
    private final class Piecewise extends InputStream {

        private final InputStream in;
        private final Sha256 sha256 = new Sha256();

        Piecewise(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            long left = blob.sizeBytes() - sha256.bytes();
            if (left == 0) {
                return -1;
            }
            int n = fill(buffer, offset, (int) Math.min(length, left));
            if (n < 0) {
                throw changed();
            }
            sha256.update(buffer, offset, n);
            if (n == left) {
                if (!sha256.finish().equals(blob.hash())) {
                    throw changed();
                }
                sent = true;
            }
            lastMove = System.nanoTime();
            progress.transferred(sha256.bytes());
            return n;
        }

        private int fill(byte[] buffer, int offset, int length) throws IOException {
            try {
                return in.read(buffer, offset, length);
            } catch (IOException e) {
                failure = unreadable(e);
                throw e;
            }
        }

        private IOException changed() {
            failure = new BlossomException.LocalBlobChanged(blob.hash());
            return new IOException("the blob changed");
        }

        @Override
        public void close() {
            try {
                in.close();
            } catch (IOException e) {
                // Everything that was read is hashed, so nothing can be lost here.
                System.getLogger(UploadBody.class.getName()).log(System.Logger.Level.DEBUG, "closing a source", e);
            }
        }
    }
}
