package dev.bluebell.media.video;

import java.time.Duration;
import java.util.Optional;

/**
 * What a video in any container is, as ffprobe tells it.
 *
 * @param container its name in ffmpeg: {@code matroska,webm}, {@code mov,mp4,m4a,3gp,3g2,mj2}, {@code mpegts} …
 * @param codec of the first video track, by its name in ffmpeg: {@code h264}, {@code hevc}, {@code vp9}, {@code av1} …
 * @param audioCodec of the first audio track, such as {@code aac}; empty if it is silent
 * @param width as shown, in pixels, after the rotation
 * @param height as shown, in pixels
 * @param rotation 0, 90, 180 or 270 degrees clockwise, from stored to shown
 * @param duration zero if the file does not tell
 * @param sizeBytes of the file
 */
public record ProbedVideo(
        String container,
        String codec,
        Optional<String> audioCodec,
        int width,
        int height,
        int rotation,
        Duration duration,
        long sizeBytes) {}
