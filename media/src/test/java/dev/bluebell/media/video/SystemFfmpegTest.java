package dev.bluebell.media.video;

import java.nio.file.Path;

/** With the ffmpeg that {@code ./test} installs. */
class SystemFfmpegTest extends FfmpegContract {

    @Override
    Path program() {
        return ofTheSystem();
    }
}
