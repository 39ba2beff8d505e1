package dev.bluebell.media.image;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a picture is to fit into.
 *
 * @param maxSide the longer side in pixels, at least 1
 * @param maxBytes of the file
 * @param maxQuality of JPEG and the like, 1 to 100: never more is used, however many bytes are left
 * @param minQuality 1 to {@code maxQuality}: rather than less, the picture is made smaller
 * @param types that the result may have, among {@code image/jpeg}, {@code image/png}, {@code image/webp},
 *     {@code image/avif} and, for what needs no change, {@code image/gif}; JPEG and PNG are always among them
 * @param firstFrame whether of an animation the first frame is taken; else it is refused
 * @param wanted the one type that the result is to have, if the engine writes it, and if it can show the picture (JPEG has no
 *     transparency); empty: JPEG, and PNG or WebP for transparency
 */
public record FitOptions(
        int maxSide,
        long maxBytes,
        int maxQuality,
        int minQuality,
        Set<String> types,
        boolean firstFrame,
        Optional<String> wanted) {

    /** @throws IllegalArgumentException if a number is out of its range, or JPEG, PNG or what is wanted are not allowed */
    public FitOptions {
        types = Set.copyOf(types);
        if (maxSide < 1 || maxBytes < 1 || minQuality < 1 || minQuality > maxQuality || maxQuality > 100) {
            throw new IllegalArgumentException("a side, bytes and quality to fit into are above 0, quality up to 100");
        }
        if (!types.contains("image/jpeg") || !types.contains("image/png")) {
            throw new IllegalArgumentException("JPEG and PNG are needed to fit a picture into something");
        }
        if (wanted.isPresent() && !types.contains(wanted.get())) {
            throw new IllegalArgumentException("the type that is wanted is not among those that are allowed");
        }
    }

    /** Of any type that is allowed. */
    public FitOptions(
            int maxSide, long maxBytes, int maxQuality, int minQuality, Set<String> types, boolean firstFrame) {
        this(maxSide, maxBytes, maxQuality, minQuality, types, firstFrame, Optional.empty());
    }

    /** Quality 60 to 95, JPEG, PNG or WebP, animations refused. */
    public static FitOptions of(int maxSide, long maxBytes) {
        return new FitOptions(maxSide, maxBytes, 95, 60, Set.of("image/jpeg", "image/png", "image/webp"), false);
    }

    /** The same with other qualities. */
    public FitOptions quality(int min, int max) {
        return new FitOptions(maxSide, maxBytes, max, min, types, firstFrame, wanted);
    }

    /** The same, but of an animation the first frame is taken. */
    public FitOptions firstFrameOnly() {
        return new FitOptions(maxSide, maxBytes, maxQuality, minQuality, types, true, wanted);
    }

    /** The same, but the result is to be of this type, which is allowed then: {@link #wanted}. */
    public FitOptions as(String type) {
        Set<String> more = new HashSet<>(types);
        more.add(type);
        return new FitOptions(maxSide, maxBytes, maxQuality, minQuality, more, firstFrame, Optional.of(type));
    }
}
