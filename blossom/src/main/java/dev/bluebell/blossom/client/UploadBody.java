package dev.bluebell.blossom.client;

import dev.bluebell.blossom.BlossomException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A blob, or a part of one, on its way to a server. The last piece is held back until the blob is found to be the one that
 * was announced, which a file tells by itself; what cannot tell is hashed once more. So what changed meanwhile never arrives
 * whole. Of parts of what cannot tell, the server finds that out. Waits for the answer with patience that is renewed by each piece that goes out.
 */
final class UploadBody implements Patience, AutoCloseable {

    private final LocalBlob blob;
    private final long offset;
    private final long length;
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
     * @param offset where in the blob it begins
     * @param length how much of the blob it is
     * @param progress hears of bytes of the blob
     * @param stallLimit how long a piece may take to go out
     * @param answerTimeout how long the answer may take after the last piece
     */
    UploadBody(
            LocalBlob blob,
            long offset,
            long length,
            ProgressListener progress,
            Duration stallLimit,
            Duration answerTimeout) {
        this.blob = blob;
        this.offset = offset;
        this.length = length;
        this.progress = progress;
        this.stallLimit = stallLimit;
        this.answerTimeout = answerTimeout;
        this.sent = length == 0;
    }

    BodyPublisher publisher() {
        return sent ? BodyPublishers.noBody() : BodyPublishers.fromPublisher(new PiecePublisher(this::begin), length);
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
            stream.skipTo(offset);
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
        private final boolean tells = blob.source().isSurelySame();
        private final Optional<Sha256> sha256 =
                tells || length < blob.sizeBytes() ? Optional.empty() : Optional.of(new Sha256());
        private long left = length;

        Piecewise(InputStream in) {
            this.in = in;
        }

        void skipTo(long first) throws IOException {
            try {
                in.skipNBytes(first);
            } catch (EOFException e) {
                throw changed();
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int from, int most) throws IOException {
            if (left == 0) {
                return -1;
            }
            int n = fill(buffer, from, (int) Math.min(most, left));
            if (n < 0) {
                throw changed();
            }
            left -= n;
            sha256.ifPresent(hash -> hash.update(buffer, from, n));
            if (left == 0) {
                if (isAnother()) {
                    throw changed();
                }
                sent = true;
            }
            lastMove = System.nanoTime();
            progress.transferred(offset + length - left);
            return n;
        }

        private boolean isAnother() {
            return tells
                    ? !blob.source().isSurelySame()
                    : sha256.filter(hash -> !hash.finish().equals(blob.hash())).isPresent();
        }

        private int fill(byte[] buffer, int from, int most) throws IOException {
            try {
                return in.read(buffer, from, most);
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
                // It was only read, so nothing can be lost here.
                System.getLogger(UploadBody.class.getName()).log(System.Logger.Level.DEBUG, "closing a source", e);
            }
        }
    }
}
