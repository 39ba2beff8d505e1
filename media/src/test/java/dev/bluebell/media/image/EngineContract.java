package dev.bluebell.media.image;

import static dev.bluebell.media.image.Pictures.BLUE;
import static dev.bluebell.media.image.Pictures.GREEN;
import static dev.bluebell.media.image.Pictures.RED;
import static dev.bluebell.media.image.Pictures.SECRET;
import static dev.bluebell.media.image.Pictures.WHITE;
import static dev.bluebell.media.image.Pictures.bytes;
import static dev.bluebell.media.image.Pictures.exif;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;

/** What the contracts that every engine keeps have in common. */
abstract class EngineContract {

    static final FitOptions POST = FitOptions.of(4000, 2_000_000);

    @TempDir
    Path folder;

    abstract ImageEngine engine();

    Images images() {
        return new Images(engine(), ImageLimits.DEFAULT);
    }

    Path file(byte[] content) {
        try {
            return Files.write(folder.resolve("source"), content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    Path target() {
        return folder.resolve("target");
    }

    FittedImage fit(byte[] content, FitOptions options) {
        return images().fit(file(content), target(), options);
    }

    BufferedImage result() throws IOException {
        return ImageIO.read(target().toFile());
    }

    /** The colours of the four corners, from left to right and from top to bottom. */
    static int[] corners(BufferedImage image) {
        int right = image.getWidth() - 4;
        int bottom = image.getHeight() - 4;
        return new int[] {
            image.getRGB(3, 3), image.getRGB(right, 3), image.getRGB(3, bottom), image.getRGB(right, bottom)
        };
    }

    static void assertColours(BufferedImage image, int... expected) {
        int[] corners = corners(image);
        for (int i = 0; i < 4; i++) {
            assertNear(corners[i], expected[i]);
        }
    }

    static void assertNear(int colour, int expected) {
        for (int shift = 0; shift < 32; shift += 8) {
            assertThat(colour >>> shift & 0xFF)
                    .as("%08x is nearly %08x", colour, expected)
                    .isCloseTo(expected >>> shift & 0xFF, within(12));
        }
    }

    static int[] turned(int exif) {
        return switch (exif) {
            case 2 -> new int[] {GREEN, RED, WHITE, BLUE};
            case 3 -> new int[] {WHITE, BLUE, GREEN, RED};
            case 4 -> new int[] {BLUE, WHITE, RED, GREEN};
            case 5 -> new int[] {RED, BLUE, GREEN, WHITE};
            case 6 -> new int[] {BLUE, RED, WHITE, GREEN};
            case 7 -> new int[] {WHITE, GREEN, BLUE, RED};
            case 8 -> new int[] {GREEN, WHITE, RED, BLUE};
            default -> new int[] {RED, GREEN, BLUE, WHITE};
        };
    }

    void assertUpright(FittedImage fitted, int exif, int width, int height) throws IOException {
        boolean swapped = exif > 4;
        assertThat(fitted.width()).isEqualTo(swapped ? height : width);
        assertThat(fitted.height()).isEqualTo(swapped ? width : height);
        BufferedImage result = result();
        assertThat(result.getWidth()).isEqualTo(fitted.width());
        assertThat(result.getHeight()).isEqualTo(fitted.height());
        assertColours(result, turned(exif));
        assertThat(images().probe(target()).orientation()).isEqualTo(Orientation.UPRIGHT);
        assertThat(Files.readString(target(), StandardCharsets.ISO_8859_1)).doesNotContain(SECRET);
    }

    static int indexOf(byte[] in, int... bytes) {
        for (int i = 0; ; i++) {
            int matching = 0;
            while (matching < bytes.length && (in[i + matching] & 0xFF) == bytes[matching]) {
                matching++;
            }
            if (matching == bytes.length) {
                return i;
            }
        }
    }
}
