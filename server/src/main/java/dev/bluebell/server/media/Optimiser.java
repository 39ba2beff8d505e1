package dev.bluebell.server.media;

import dev.bluebell.media.FileTypes;
import dev.bluebell.media.MediaException;
import dev.bluebell.media.image.FitOptions;
import dev.bluebell.media.image.FittedImage;
import dev.bluebell.media.video.Ffmpeg;
import dev.bluebell.media.video.FfmpegLimits;
import dev.bluebell.media.video.Mp4Reader;
import dev.bluebell.media.video.VideoInfo;
import dev.bluebell.server.MediaSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Makes of a picture or video what can be published: without place, camera and other metadata, pictures upright and not
 * larger than a side, videos with their index first. Thread-safe; blocks, and keeps a processor busy.
 *
 * <p>What it cannot take is a {@link MediaException}, with words for the one who sent it: also what the operator would have
 * to install, since asking again would not help.
 */
public final class Optimiser {

    private static final int MAX_QUALITY = 85;
    private static final int MIN_QUALITY = 60;
    private static final int POSTER_SIDE = 640;

    private static final Set<String> PICTURES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");
    private static final Set<String> ISO_PICTURES = Set.of("image/avif", "image/heic", "image/heif");

    private final Pictures pictures;
    private final long pictureBytes;
    private final FitOptions fit;
    private final Optional<Ffmpeg> ffmpeg;

    /**
     * An optimiser that has not loaded any library yet.
     *
     * @param resultBytes how large what it makes may be
     */
    public Optimiser(MediaSettings settings, Pictures pictures, long resultBytes) {
        this.pictures = pictures;
        this.pictureBytes = settings.pictureBytes();
        this.fit = new FitOptions(settings.maxSide(), resultBytes, MAX_QUALITY, MIN_QUALITY, PICTURES, false);
        this.ffmpeg = settings.ffmpeg()
                .map(program -> new Ffmpeg(program, new FfmpegLimits(settings.videoTime(), resultBytes)));
    }

    /**
     * Judges a file by what is said of it, before it comes. What is said may be wrong; {@link #make} looks itself.
     *
     * @param type its media type, if that is known
     * @throws MediaException if it need not be sent
     */
    public void check(Optional<String> type, long sizeBytes) {
        String essence = type.map(FileTypes::essence).orElse(FileTypes.OCTET_STREAM);
        if (essence.startsWith("image/")) {
            requireReadable(essence);
            if (sizeBytes > pictureBytes) {
                throw new MediaException.TooLarge(
                        "the picture has %d bytes, at most %d are processed here".formatted(sizeBytes, pictureBytes));
            }
        } else if (essence.startsWith("video/")) {
            requireFfmpeg();
        } else if (!essence.equals(FileTypes.OCTET_STREAM)) {
            throw neither(essence);
        }
    }

    private void requireReadable(String type) {
        if (type.equals("image/svg+xml")) {
            throw new MediaException.Unsupported(
                    "an SVG is a program as much as a picture, and is not processed here; upload it as it is");
        }
        if (ISO_PICTURES.contains(type) && !pictures.readsIsoPictures()) {
            throw new MediaException.Unsupported(
                    type + " can be read here only when the operator has installed the package libvips42;"
                            + " convert it to JPEG");
        }
    }

    private Ffmpeg requireFfmpeg() {
        return ffmpeg.orElseThrow(() -> new MediaException.Unsupported(
                "videos can be processed here only when the operator has installed the package ffmpeg;"
                        + " upload it as it is"));
    }

    private static MediaException neither(String type) {
        return new MediaException.Unsupported(
                type + " is neither a picture nor a video, and is not processed here; upload it as it is");
    }

    /**
     * Makes it.
     *
     * @param original the file, which stays as it is; what is made lies beside it
     * @param type by its content; {@code application/octet-stream} for what shows none
     */
    public Product make(Path original, String type) {
        Path made = beside(original, ".made");
        Path poster = beside(original, ".poster");
        boolean whole = false;
        try {
            Product product =
                    type.startsWith("video/") ? video(original, type, made, poster) : picture(original, type, made);
            whole = true;
            return product;
        } finally {
            if (!whole) {
                Product.remove(made);
                Product.remove(poster);
            }
        }
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /** An animation cannot be made smaller here; it keeps its size, and loses only its metadata. */
    private Product picture(Path original, String type, Path made) {
        // TIFF has no signature of its own that could be told from everything else, so that its type is not known.
        if (!type.startsWith("image/") && !type.equals(FileTypes.OCTET_STREAM)) {
            throw neither(type);
        }
        requireReadable(type);
        return pictures.work(images -> {
            boolean animated = pictures.look(images, original).animated();
            FittedImage fitted = animated ? images.strip(original, made) : images.fit(original, made, fit);
            String blurhash = images.blurhash(made);
            return new Product(made, fitted.type(), fitted.width(), fitted.height(), blurhash, Optional.empty());
        });
    }

    /** That a poster can be taken shows that the video can be decoded, which is not done otherwise. */
    private Product video(Path original, String type, Path made, Path poster) {
        Ffmpeg program = requireFfmpeg();
        if (Mp4Reader.reads(type)) {
            Mp4Reader.read(original); // shows whether it is whole, of which ffmpeg says nothing
        }
        program.strip(original, made);
        program.poster(made, poster);
        VideoInfo info = Mp4Reader.read(made);
        String blurhash = pictures.work(images -> {
            images.thumbnail(poster, poster, POSTER_SIDE);
            return images.blurhash(poster);
        });
        return new Product(made, "video/mp4", info.width(), info.height(), blurhash, Optional.of(poster));
    }
}
