package dev.bluebell.server.media;

import dev.bluebell.media.MediaException;
import dev.bluebell.media.image.ImageInfo;
import dev.bluebell.media.image.Images;
import dev.bluebell.server.index.Appearance;
import dev.bluebell.server.index.BlobIndex;
import dev.bluebell.server.index.StoredBlob;
import dev.bluebell.server.store.BlobStore;
import dev.bluebell.server.store.ByteRange;
import dev.bluebell.server.store.OpenedBlob;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Looks at pictures that were stored as they came, and writes down how they look. It does so one at a time and behind the
 * answers: what a stop or a full queue lets pass is looked at when somebody uploads it again. Thread-safe.
 */
public final class Describer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger("bluebell.server");

    private static final int MOST_WAITING = 1000;
    private static final long IDLE_SECONDS = 30;

    private final Pictures pictures;
    private final BlobStore store;
    private final BlobIndex index;
    private final ThreadPoolExecutor thread;

    /** Nothing has been looked at yet. */
    public Describer(Pictures pictures, BlobStore store, BlobIndex index) {
        this.pictures = pictures;
        this.store = store;
        this.index = index;
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                Thread.ofPlatform().daemon().name("describe-", 1).factory(),
                new ThreadPoolExecutor.DiscardPolicy());
        thread.allowCoreThreadTimeOut(true);
    }

    /** Looks at a blob later, if it is a picture of which nothing is known yet. Does not block. */
    public void look(StoredBlob blob) {
        if (blob.appearance().isEmpty() && blob.type().startsWith("image/")) {
            thread.execute(() -> describe(blob));
        }
    }

    private void describe(StoredBlob blob) {
        try {
            // Bytes that lie elsewhere would have to be fetched first.
            if (store.open(blob.hash(), ByteRange.whole(blob.sizeBytes())).orElse(null)
                    instanceof OpenedBlob.LocalFile(Path file, ByteRange all)) {
                index.describe(blob.hash(), pictures.work(images -> appearance(images, file)));
            }
        } catch (MediaException e) {
            LOG.log(Level.DEBUG, () -> "blob " + blob.hash() + " is not described: " + e.getMessage());
        } catch (RuntimeException e) {
            Level level = thread.isShutdown() ? Level.DEBUG : Level.WARNING; // a stop takes the index from under it
            LOG.log(level, () -> "blob " + blob.hash() + " could not be described", e);
        }
    }

    private Appearance appearance(Images images, Path file) {
        ImageInfo info = pictures.look(images, file);
        return new Appearance(info.width(), info.height(), Optional.of(images.blurhash(file)), Optional.empty());
    }

    /** Looks at nothing more. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
