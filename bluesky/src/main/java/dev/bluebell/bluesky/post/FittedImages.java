package dev.bluebell.bluesky.post;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.http.Content;
import dev.bluebell.media.MediaException;
import dev.bluebell.media.image.FitOptions;
import dev.bluebell.media.image.FittedImage;
import dev.bluebell.media.image.ImageEngine;
import dev.bluebell.media.image.ImageLimits;
import dev.bluebell.media.image.Images;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Turns pictures upright, takes out what they should not tell, and makes them only as much smaller as they must be. */
final class FittedImages implements ImagePreparer {

    private static final System.Logger LOG = System.getLogger("bluebell.bluesky");

    /** As the app sends them. */
    private static final int LONGEST_SIDE = 4000;

    /** Each holds a decoded picture in memory. */
    private static final int AT_ONCE = 2;

    private final Images images;
    private final Semaphore places = new Semaphore(AT_ONCE);

    /** Made when it is first needed: a native library may have to be loaded. */
    static final class BestHere {

        static final ImagePreparer PREPARER = new FittedImages(new Images(ImageEngine.best(), ImageLimits.DEFAULT));

        private BestHere() {}
    }

    FittedImages(Images images) {
        this.images = images;
    }

    @Override
    public PreparedImage prepare(Path file, long mostBytes) {
        if (!Files.isRegularFile(file)) {
            throw new BlueskyException.LocalFailure("there is no image %s".formatted(file), null);
        }
        try {
            Path fitted = Files.createTempFile("image-", ".fitted");
            try {
                return prepared(file, fitted, mostBytes);
            } catch (RuntimeException e) {
                delete(fitted);
                throw e;
            }
        } catch (IOException e) {
            throw new BlueskyException.LocalFailure("there is no room for a copy of %s".formatted(file), e);
        }
    }

    private PreparedImage prepared(Path file, Path fitted, long mostBytes) {
        places.acquireUninterruptibly();
        try {
            FittedImage made = images.fit(file, fitted, FitOptions.of(LONGEST_SIDE, mostBytes));
            return new PreparedImage(
                    new Content(made.type(), made.sizeBytes(), () -> Files.newInputStream(fitted)),
                    Optional.of(new AspectRatio(made.width(), made.height())),
                    () -> delete(fitted));
        } catch (MediaException.Animated e) {
            throw new BlueskyException.LocalFailure("%s moves; post it as a video".formatted(file), e);
        } catch (MediaException e) {
            throw new BlueskyException.LocalFailure("%s: %s".formatted(file, e.getMessage()), e);
        } finally {
            places.release();
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "an image is left: " + file);
        }
    }
}
