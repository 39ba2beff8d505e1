package dev.bluebell.media.video;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a video in an MP4 or QuickTime file is.
 *
 * @param brand the major brand, four characters: {@code isom}, {@code mp42}, {@code qt  } …; {@code qt  } also for files
 *     from before there were brands
 * @param compatibleBrands the further brands, at most 64
 * @param codec of the first video track, as its sample entry is named: {@code avc1} and {@code avc3} (H.264),
 *     {@code hvc1} and {@code hev1} (HEVC), {@code vp09}, {@code av01} …; {@code encv} if it is encrypted
 * @param audioCodec of the first audio track, such as {@code mp4a}; empty if it is silent
 * @param width as shown, in pixels, after the rotation and with square pixels
 * @param height as shown, in pixels
 * @param rotation 0, 90, 180 or 270 degrees clockwise, from stored to shown
 * @param duration zero if the file does not tell
 * @param fastStart whether a player can begin before it has the whole file: the index is before the pictures
 * @param fragmented whether it is in pieces with an index each, as for streaming
 * @param sizeBytes of the file
 */
public record VideoInfo(
        String brand,
        List<String> compatibleBrands,
        String codec,
        Optional<String> audioCodec,
        int width,
        int height,
        int rotation,
        Duration duration,
        boolean fastStart,
        boolean fragmented,
        long sizeBytes) {

    /** Copies the list. */
    public VideoInfo {
        compatibleBrands = List.copyOf(compatibleBrands);
    }

    /** Whether the pictures are H.264 (AVC), which every player can show. */
    public boolean isH264() {
        return codec.equals("avc1") || codec.equals("avc3");
    }
}
