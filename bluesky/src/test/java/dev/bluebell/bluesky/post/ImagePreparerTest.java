package dev.bluebell.bluesky.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.media.image.ImageLimits;
import dev.bluebell.media.image.Images;
import dev.bluebell.media.image.JavaEngine;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagePreparerTest {

    private final ImagePreparer fitted = ImagePreparer.fitted(new Images(new JavaEngine(), ImageLimits.DEFAULT));

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit does.
    private Path folder;

    @Test
    void defect09TurnsImagesUprightAndTakesOutWhatTheyTell() throws IOException {
        // pysky left portraits lying, and told where they were taken.
        Path file = Files.write(folder.resolve("a.jpg"), lyingJpeg());

        try (PreparedImage image = fitted.prepare(file, PostLimits.IMAGE_BYTES)) {
            assertThat(image.ratio()).contains(new AspectRatio(20, 40));
            assertThat(image.content().type()).isEqualTo("image/jpeg");
            assertThat(new String(bytes(image), StandardCharsets.ISO_8859_1)).doesNotContain("Exif");
        }
    }

    @Test
    void defect10MakesImagesSmallerOnlyAsFarAsTheyMustBe() throws IOException {
        // pysky made a PNG of too many bytes much smaller, and never a JPEG.
        Path file = noise(400);

        try (PreparedImage image = fitted.prepare(file, 200_000)) {
            assertThat(image.content().type()).isEqualTo("image/jpeg");
            assertThat(image.content().sizeBytes()).isBetween(100_000L, 200_000L);
            assertThat(image.ratio()).contains(new AspectRatio(400, 400));
        }
    }

    @Test
    void givesTheSameBytesEachTime() throws IOException {
        Path file = noise(300);

        try (PreparedImage one = fitted.prepare(file, 100_000);
                PreparedImage two = fitted.prepare(file, 100_000)) {
            assertThat(bytes(one)).isEqualTo(bytes(two));
        }
    }

    @Test
    void saysWhatIsNoImage() throws IOException {
        Path text = Files.writeString(folder.resolve("a.png"), "no image");

        for (ImagePreparer preparer : new ImagePreparer[] {fitted, ImagePreparer.unchanged()}) {
            assertThatThrownBy(() -> preparer.prepare(text, 1000))
                    .isInstanceOf(BlueskyException.LocalFailure.class)
                    .hasMessageContaining("a.png");
            assertThatThrownBy(() -> preparer.prepare(folder.resolve("none.png"), 1000))
                    .isInstanceOf(BlueskyException.LocalFailure.class)
                    .hasMessageContaining("none.png");
        }
    }

    @Test
    void sendsFilesUnchangedWithinTheLimit() throws IOException {
        Path file = noise(20);

        try (PreparedImage image = ImagePreparer.unchanged().prepare(file, 100_000)) {
            assertThat(bytes(image)).isEqualTo(Files.readAllBytes(file));
        }
        assertThatThrownBy(() -> ImagePreparer.unchanged().prepare(file, 100))
                .isInstanceOf(BlueskyException.LocalFailure.class)
                .hasMessageContaining("100 are allowed");
    }

    private static byte[] bytes(PreparedImage image) throws IOException {
        try (InputStream in = image.content().source().open()) {
            return in.readAllBytes();
        }
    }

    private Path noise(int side) throws IOException {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int i = 0; i < side * side; i++) {
            image.setRGB(i % side, i / side, random.nextInt(1 << 24));
        }
        Path file = folder.resolve("noise.png");
        assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
        return file;
    }

    /** 40 x 20 pixels, to be shown turned by a quarter. */
    private static byte[] lyingJpeg() throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        assertThat(ImageIO.write(new BufferedImage(40, 20, BufferedImage.TYPE_INT_RGB), "jpg", plain))
                .isTrue();
        byte[] exif = HexFormat.of()
                .parseHex("ffe10022" + "457869660000" + "4d4d002a00000008" + "0001" + "011200030000000100060000"
                        + "00000000");
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(plain.toByteArray(), 0, 2);
        whole.writeBytes(exif);
        whole.write(plain.toByteArray(), 2, plain.size() - 2);
        return whole.toByteArray();
    }
}
