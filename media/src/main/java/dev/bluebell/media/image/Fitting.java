package dev.bluebell.media.image;

import dev.bluebell.media.MediaException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the highest quality, and else the largest size, whose file is within the bytes allowed, and writes it. */
final class Fitting {

    private static final int MAX_SHRINKS = 30;

    /** How much smaller than computed, since small pictures need more bytes a pixel. */
    private static final double SHRINK_MARGIN = 0.98;

    /** How often the size of what has no quality to choose is narrowed down. */
    private static final int REFINEMENTS = 4;

    /** A file larger than this many times the limit need not be written to its end: it is far too large. */
    private static final int MEASURED_LIMITS = 8;

    private final ImageEngine engine;
    private final Picture picture;
    private final Path target;
    private final FitOptions options;

    Fitting(ImageEngine engine, Picture picture, Path target, FitOptions options) {
        this.engine = engine;
        this.picture = picture;
        this.target = target;
        this.options = options;
    }

    /** @param lossless whether a format without loss is worth a try */
    FittedImage run(boolean lossless) {
        try (NewFile attempt = NewFile.beside(target)) {
            boolean alpha = picture.hasAlpha();
            Optional<String> wanted =
                    options.wanted().filter(engine::writes).filter(type -> !alpha || !type.equals("image/jpeg"));
            if (wanted.isPresent()) {
                return shrink(wanted.get(), attempt);
            }
            if ((alpha || lossless) && write(picture, "image/png", 0, attempt) <= options.maxBytes()) {
                return done("image/png", picture, attempt);
            }
            if (!alpha) {
                return shrink("image/jpeg", attempt);
            }
            boolean webp = engine.writes("image/webp") && options.types().contains("image/webp");
            return shrink(webp ? "image/webp" : "image/png", attempt);
        } catch (IOException e) {
            throw NewFile.failed(target, e);
        }
    }

    private FittedImage shrink(String type, NewFile attempt) throws IOException {
        long bytes = writeBest(picture, type, attempt);
        if (bytes <= options.maxBytes()) {
            return done(type, picture, attempt);
        }
        double tooLarge = 1;
        for (int i = 0; i < MAX_SHRINKS; i++) {
            double scale = tooLarge * Math.max(0.1, Math.sqrt((double) options.maxBytes() / bytes) * SHRINK_MARGIN);
            try (Picture smaller = scaled(scale)) {
                bytes = writeBest(smaller, type, attempt);
                if (bytes <= options.maxBytes()) {
                    FittedImage first = done(type, smaller, attempt);
                    return type.equals("image/png") ? refine(first, scale, tooLarge, attempt) : first;
                }
                if (smaller.width() == 1 && smaller.height() == 1) {
                    break;
                }
                tooLarge = scale;
            }
        }
        throw new MediaException.DoesNotFit(
                "the picture does not fit into " + options.maxBytes() + " bytes, however small it is made");
    }

    /** Writes the highest quality that fits, or else the lowest, and gives the bytes it has. */
    private long writeBest(Picture smaller, String type, NewFile attempt) throws IOException {
        if (type.equals("image/png")) {
            return write(smaller, type, 0, attempt);
        }
        long highest = write(smaller, type, options.maxQuality(), attempt);
        if (highest <= options.maxBytes() || options.minQuality() == options.maxQuality()) {
            return highest;
        }
        long bytes = write(smaller, type, options.minQuality(), attempt);
        if (bytes > options.maxBytes()) {
            return bytes;
        }
        int fits = options.minQuality();
        int written = fits;
        for (int tooHigh = options.maxQuality(); tooHigh - fits > 1; ) {
            int quality = (fits + tooHigh) / 2;
            long some = write(smaller, type, quality, attempt);
            written = quality;
            if (some <= options.maxBytes()) {
                fits = quality;
                bytes = some;
            } else {
                tooHigh = quality;
            }
        }
        return written == fits ? bytes : write(smaller, type, fits, attempt);
    }

    /** Between a size that fits and one that does not there may be larger ones that fit. */
    private FittedImage refine(FittedImage first, double fits, double tooLarge, NewFile attempt) throws IOException {
        FittedImage best = first;
        double low = fits;
        double high = tooLarge;
        for (int i = 0; i < REFINEMENTS; i++) {
            double scale = (low + high) / 2;
            try (Picture larger = scaled(scale)) {
                if (write(larger, best.type(), 0, attempt) <= options.maxBytes()) {
                    best = done(best.type(), larger, attempt);
                    low = scale;
                } else {
                    high = scale;
                }
            }
        }
        return best;
    }

    private Picture scaled(double scale) {
        return picture.shrunkTo(side(picture.width(), scale), side(picture.height(), scale));
    }

    private static int side(int pixels, double scale) {
        return Math.clamp(Math.round(pixels * scale), 1, pixels);
    }

    private FittedImage done(String type, Picture written, NewFile attempt) throws IOException {
        long bytes = Files.size(attempt.path());
        attempt.moveTo(target);
        return new FittedImage(type, written.width(), written.height(), bytes, FittedImage.Change.ENCODED);
    }

    /** Gives the bytes, or, once it is far too large, as many as were written until then. */
    private long write(Picture some, String type, int quality, NewFile attempt) throws IOException {
        long enough = options.maxBytes() > Long.MAX_VALUE / MEASURED_LIMITS
                ? Long.MAX_VALUE
                : options.maxBytes() * MEASURED_LIMITS;
        try (Measured out = new Measured(Files.newOutputStream(attempt.path()), enough)) {
            try {
                some.write(type, quality, out);
            } catch (EnoughWritten e) {
                return out.bytes;
            }
            return out.bytes;
        }
    }

    private static final class EnoughWritten extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Measured extends BufferedOutputStream {

        private final long most;
        private long bytes;

        Measured(OutputStream out, long most) {
            super(out, 64 << 10);
            this.most = most;
        }

        @Override
        public synchronized void write(int value) throws IOException {
            count(1);
            super.write(value);
        }

        @Override
        public synchronized void write(byte[] from, int offset, int length) throws IOException {
            count(length);
            super.write(from, offset, length);
        }

        private void count(int more) throws IOException {
            bytes += more;
            if (bytes > most) {
                throw new EnoughWritten();
            }
        }
    }
}
