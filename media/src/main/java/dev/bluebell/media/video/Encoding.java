package dev.bluebell.media.video;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The options of ffmpeg for H.264 with AAC, the one pair that every player can show. */
final class Encoding {

    /** By quality, up to the bits allowed. Not in an ffmpeg under the LGPL. */
    static final String X264 = "libx264";

    /** By bits alone. */
    static final String OPEN_H264 = "libopenh264";

    private Encoding() {}

    static List<String> options(Rendition rendition, String encoder) {
        String size =
                "scale=w='min(%1$d,iw)':h='min(%1$d,ih)':force_original_aspect_ratio=decrease:force_divisible_by=2"
                        .formatted(rendition.maxSide());
        String bits = number(rendition.maxBitsPerSecond());
        String buffer = number(2L * rendition.maxBitsPerSecond());
        List<String> options = new ArrayList<>(List.of("-map", "0:v:0", "-map", "0:a:0?", "-vf", size));
        options.addAll(List.of("-c:v", encoder, "-pix_fmt", "yuv420p", "-maxrate", bits, "-bufsize", buffer));
        options.addAll(encoder.equals(X264) ? List.of("-preset", "veryfast", "-crf", "23") : List.of("-b:v", bits));
        options.addAll(List.of("-c:a", "aac"));
        return options;
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%d", value);
    }
}
