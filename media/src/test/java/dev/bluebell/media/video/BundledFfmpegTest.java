package dev.bluebell.media.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** With the ffmpeg of {@code org.bytedeco}, which has another encoder for H.264. */
class BundledFfmpegTest extends FfmpegContract {

    @Override
    Path program() {
        return BundledFfmpeg.find().orElseThrow(() -> new AssertionError("there is none for this system"));
    }

    @Test
    void isTakenWhereTheSystemHasNone() {
        assertThat(Ffmpeg.findOrUnpack("/nowhere")).contains(program());
        assertThat(Ffmpeg.findOrUnpack(System.getenv("PATH"))).contains(ofTheSystem());
    }
}
