package dev.bluebell.media.video;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.bluebell.media.MediaException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** See CONTRIBUTING.md for how to look for more than the inputs that are kept. */
class Mp4ReaderFuzzTest {

    /** More than the window through which a file is read, and what two hundred thousand small objects may need. */
    private static final long MAX_ALLOCATED_BYTES = 64 << 20;

    private static Path file;

    @BeforeAll
    static void makeFile() throws IOException {
        file = Files.createTempFile("fuzz", ".mp4");
    }

    @AfterAll
    static void deleteFile() throws IOException {
        Files.delete(file);
    }

    @FuzzTest
    void damageIsNeverMoreThanARefusal(byte[] content) throws IOException {
        Files.write(file, content);
        long before = allocatedBytes();
        try {
            VideoInfo video = Mp4Reader.read(file);

            assertThat(video.duration().isNegative()).isFalse();
            assertThat(video.width()).isPositive();
            assertThat(video.height()).isPositive();
        } catch (MediaException e) {
            assertThat(e).hasMessageNotContaining("\n");
        }
        assertThat(allocatedBytes() - before).isLessThan(MAX_ALLOCATED_BYTES);
    }

    private static long allocatedBytes() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
