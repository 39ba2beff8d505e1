package dev.bluebell.media.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluebell.media.MediaException;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaEngineTest extends ImagesContract {

    @Override
    ImageEngine engine() {
        return new JavaEngine();
    }

    @Test
    void namesThePackageThatReadsHeic() throws Exception {
        Path heic = Files.write(
                folder.resolve("heic"), Pictures.bytes(0, 0, 0, 20, "ftypheic", 0, 0, 0, 0, "mif1", 0, 0, 0, 0));

        assertThatThrownBy(() -> new Images(engine(), ImageLimits.DEFAULT).probe(heic))
                .isInstanceOf(MediaException.Unsupported.class)
                .hasMessage(
                        "image/heic can be read only with libvips; install the package libvips42, or convert it to JPEG");
    }

    /** 48 megapixels, of which 12 are made, in the heap that the command has; as a whole they would not fit into it. */
    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png"})
    void holdsOfALargePictureOnlyAFewRows(String format) throws Exception {
        Path large = Files.write(
                folder.resolve("large"),
                Pictures.encode(new BufferedImage(8000, 6000, BufferedImage.TYPE_3BYTE_BGR), format));
        Path words = folder.resolve("words");

        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx96m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FitOne.class.getName(),
                        large.toString(),
                        folder.resolve("small").toString())
                .redirectErrorStream(true)
                .redirectOutput(words.toFile())
                .start();

        assertThat(process.waitFor()).as(Files.readString(words)).isZero();
        assertThat(new Images(engine(), ImageLimits.DEFAULT)
                        .probe(folder.resolve("small"))
                        .width())
                .isEqualTo(4000);
    }

    /** A program that fits one picture. */
    static final class FitOne {

        public static void main(String[] args) {
            new Images(new JavaEngine(), ImageLimits.DEFAULT)
                    .fit(Path.of(args[0]), Path.of(args[1]), FitOptions.of(4000, 2_000_000));
        }
    }

    @Test
    void saysWhichPictureNeedsMoreMemory() throws Exception {
        long side = 1 + (long) Math.sqrt(Runtime.getRuntime().maxMemory() / 4.0);
        ImageInfo info =
                new ImageInfo("image/tiff", (int) side, (int) side, Orientation.UPRIGHT, 1, false, false, 1_000);

        assertThatThrownBy(() -> engine().open(folder.resolve("none"), info, 100))
                .isInstanceOf(MediaException.TooLarge.class)
                .hasMessageContaining("install the package libvips42, or let it have more (-Xmx)");
    }
}
