package dev.bluebell.media.video;

import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;

/** The ffmpeg that the library {@code org.bytedeco:ffmpeg} brings along, for those who have added it. */
final class BundledFfmpeg {

    private BundledFfmpeg() {}

    /** The program, unpacked into the user's cache, with ffprobe beside it. */
    static Optional<Path> find() {
        try {
            String probe = Loader.load(org.bytedeco.ffmpeg.ffprobe.class);
            String program = Loader.load(org.bytedeco.ffmpeg.ffmpeg.class);
            return probe == null || program == null ? Optional.empty() : Optional.of(Path.of(program));
        } catch (LinkageError e) { // not on the class path, or not for this system
            return Optional.empty();
        }
    }
}
