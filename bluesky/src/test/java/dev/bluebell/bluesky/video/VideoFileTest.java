package dev.bluebell.bluesky.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.testing.Mp4;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VideoFileTest {

    private static final VideoLimits LIMITS = VideoLimits.defaults();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit does.
    private Path folder;

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("a.mp4"), content);
    }

    private static VideoLimits limits(long bytes, int seconds) {
        return new VideoLimits(bytes, Duration.ofSeconds(seconds), 1, 1, LIMITS.pollEvery(), LIMITS.within());
    }

    @Test
    void defect08TellsTheShapeAsItIsShown() throws IOException {
        // pysky never sent the shape of a video.
        Path path = file(Mp4.video("mp42", "avc1", 1, 320, 180, 3));

        assertThat(VideoFile.check(path, LIMITS))
                .isEqualTo(new VideoFile(path, Files.size(path), 180, 320, Duration.ofSeconds(3)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mp41", "mp42", "qt  ", "iso5", "iso6", "isom", "avc1"})
    void takesTheBrandsOfMp4AndQuickTime(String brand) throws IOException {
        assertThat(VideoFile.check(file(Mp4.video(brand, "hvc1", 0, 320, 180, 3)), LIMITS)
                        .width())
                .isEqualTo(320);
    }

    @Test
    void defect14SaysThatWebmIsNotTaken() throws IOException {
        // pysky stopped with a KeyError.
        byte[] webm = {
            0x1A, 0x45, (byte) 0xDF, (byte) 0xA3, (byte) 0x87, 0x42, (byte) 0x82, (byte) 0x84, 'w', 'e', 'b', 'm'
        };

        assertThatThrownBy(() -> VideoFile.check(file(webm), LIMITS))
                .isInstanceOf(BlueskyException.LocalFailure.class)
                .hasMessageContaining("a.mp4: video/webm is no MP4 or MOV video; convert it");
    }

    @Test
    void saysWhatIsNotTaken() throws IOException {
        byte[] video = Mp4.video("isom", "avc1", 0, 320, 180, 3);
        Path path = file(video);

        assertThatThrownBy(() -> VideoFile.check(path, limits(video.length - 1, 3)))
                .hasMessageEndingWith("a video has at most %d bytes, not %d".formatted(video.length - 1, video.length));
        assertThatThrownBy(() -> VideoFile.check(path, limits(video.length, 2)))
                .hasMessageEndingWith("a video lasts at most 2 s, not 3");
        assertThatThrownBy(() -> VideoFile.check(file(Mp4.video("qt  ", "apcn", 0, 320, 180, 3)), LIMITS))
                .hasMessageContaining("videos in apcn cannot be shown; convert it");
        assertThatThrownBy(() -> VideoFile.check(folder.resolve("none.mp4"), LIMITS))
                .isInstanceOf(BlueskyException.LocalFailure.class)
                .hasMessageContaining("none.mp4");
    }
}
