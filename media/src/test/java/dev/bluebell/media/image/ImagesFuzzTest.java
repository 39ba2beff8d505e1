package dev.bluebell.media.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.bluebell.media.MediaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** See CONTRIBUTING.md for how to look for more than the inputs that are kept. */
class ImagesFuzzTest {

    private static final ImageLimits SMALL = new ImageLimits(100_000, 10_000, 10);

    private static Path folder;

    @BeforeAll
    static void makeFolder() throws IOException {
        folder = Files.createTempDirectory("fuzz");
    }

    @AfterAll
    static void deleteFolder() throws IOException {
        Files.deleteIfExists(folder.resolve("source"));
        Files.deleteIfExists(folder.resolve("target"));
        Files.delete(folder);
    }

    @FuzzTest
    void damageIsNeverMoreThanARefusal(byte[] content) throws IOException {
        Images images = new Images(new JavaEngine(), SMALL);
        Path source = Files.write(folder.resolve("source"), content);
        Path target = folder.resolve("target");
        try {
            images.strip(source, target);
            ImageInfo stripped = images.probe(target);

            assertThat(stripped.hasMetadata() && stripped.orientation() == Orientation.UPRIGHT)
                    .isFalse();
            try (Picture picture = images.engine().open(source, images.probe(source), 8)) {
                assertThat(picture.width()).isBetween(1, 8);
            }
        } catch (MediaException e) {
            assertThat(e).hasMessageNotContaining("\n");
        }
    }
}
