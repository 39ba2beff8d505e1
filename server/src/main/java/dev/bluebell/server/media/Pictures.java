package dev.bluebell.server.media;

import dev.bluebell.media.MediaException;
import dev.bluebell.media.image.ImageEngine;
import dev.bluebell.media.image.ImageInfo;
import dev.bluebell.media.image.ImageLimits;
import dev.bluebell.media.image.Images;
import dev.bluebell.media.image.JavaEngine;
import dev.bluebell.server.BodyException;
import dev.bluebell.server.MediaSettings;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Work on pictures by an engine that is loaded when the first one comes. What the JDK decodes lies in the heap, which other
 * requests need too: then no more pictures are worked on at once than it has room for. Thread-safe.
 */
public final class Pictures {

    private static final System.Logger LOG = System.getLogger("bluebell.server");

    private static final int MAX_FRAMES = 2000;

    /** What a call may hold: what it makes, and the decoded picture if that does not come row by row. */
    private static final long BYTES_OF_ONE = 256L << 20;

    private static final int BYTES_OF_A_PIXEL = 4;
    private static final Set<String> ROW_BY_ROW = Set.of("image/jpeg", "image/png");

    /** What is left to everything else. */
    private static final long BYTES_OF_OTHERS = 128L << 20;

    private final MediaSettings settings;
    private Optional<Loaded> loaded = Optional.empty();

    private record Loaded(Images images, Semaphore places) {}

    /** Pictures within the limits of {@code settings}. */
    public Pictures(MediaSettings settings) {
        this.settings = settings;
    }

    /** {@return whether the engine reads AVIF and HEIC, for which the JDK has nothing} */
    boolean readsIsoPictures() {
        return !(loaded().images().engine() instanceof JavaEngine);
    }

    /**
     * {@return what a picture is}
     *
     * @throws MediaException.TooLarge if decoding it would take more of the heap than one may have
     */
    ImageInfo look(Images images, Path file) {
        ImageInfo info = images.probe(file);
        long decoded = (long) info.storedWidth() * info.storedHeight() * BYTES_OF_A_PIXEL;
        if (images.engine() instanceof JavaEngine && !ROW_BY_ROW.contains(info.type()) && decoded > BYTES_OF_ONE) {
            throw new MediaException.TooLarge(
                    info.type() + " with so many pixels can be read here only when the operator"
                            + " has installed the package libvips42; convert it to JPEG");
        }
        return info;
    }

    /**
     * Does something with a picture, when there is room for it.
     *
     * @throws BodyException.CutOff if the thread is interrupted
     */
    <T> T work(Function<Images, T> on) {
        Loaded engine = loaded();
        try {
            engine.places().acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BodyException.CutOff("given up while it waited for memory");
        }
        try {
            return on.apply(engine.images());
        } finally {
            engine.places().release();
        }
    }

    private synchronized Loaded loaded() {
        if (loaded.isEmpty()) {
            ImageEngine engine = settings.engine().get();
            int places = engine instanceof JavaEngine ? placesInHeap() : Integer.MAX_VALUE;
            LOG.log(Level.INFO, "pictures are made by {0}", engine.name());
            ImageLimits limits = new ImageLimits(settings.pictureBytes(), settings.pixels(), MAX_FRAMES);
            loaded = Optional.of(new Loaded(new Images(engine, limits), new Semaphore(places)));
        }
        return loaded.get();
    }

    private static int placesInHeap() {
        long room = Runtime.getRuntime().maxMemory() - BYTES_OF_OTHERS;
        return Math.toIntExact(Math.clamp(room / BYTES_OF_ONE, 1, Integer.MAX_VALUE));
    }
}
