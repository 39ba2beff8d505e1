package dev.bluebell.media.image;

import static dev.bluebell.media.image.Pictures.BLUE;
import static dev.bluebell.media.image.Pictures.GREEN;
import static dev.bluebell.media.image.Pictures.RED;
import static dev.bluebell.media.image.Pictures.WHITE;
import static dev.bluebell.media.image.Pictures.chunk;
import static dev.bluebell.media.image.Pictures.deflated;
import static dev.bluebell.media.image.Pictures.encode;
import static dev.bluebell.media.image.Pictures.exif;
import static dev.bluebell.media.image.Pictures.exifSegment;
import static dev.bluebell.media.image.Pictures.jpeg;
import static dev.bluebell.media.image.Pictures.jpegWith;
import static dev.bluebell.media.image.Pictures.photo;
import static dev.bluebell.media.image.Pictures.pngWith;
import static dev.bluebell.media.image.Pictures.quarters;
import static dev.bluebell.media.image.Pictures.segment;
import static dev.bluebell.media.image.Pictures.webpChunk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bluebell.media.MediaException;
import dev.bluebell.media.image.FittedImage.Change;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link Images} makes of pictures with every engine. */
abstract class ImagesContract extends EngineContract {

    private static final String BASE_83 =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void turnsJpegUpright(int exif) throws IOException {
        byte[] turned = jpegWith(jpeg(quarters(96, 64), 0.95f), exifSegment(exif));

        assertThat(images().probe(file(turned)).width()).isEqualTo(exif > 4 ? 64 : 96);
        assertUpright(fit(turned, POST), exif, 96, 64);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void turnsAndShrinksJpeg(int exif) throws IOException {
        byte[] turned = jpegWith(jpeg(quarters(960, 640), 0.95f), exifSegment(exif));

        assertUpright(fit(turned, FitOptions.of(240, 2_000_000)), exif, 240, 160);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void turnsPngUpright(int exif) throws IOException {
        assertUpright(fit(pngWith(encode(quarters(96, 64), "png"), chunk("eXIf", exif(exif))), POST), exif, 96, 64);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void turnsWebpUpright(int exif) throws IOException {
        byte[] turned = Pictures.extendedWebp(8, webpChunk("EXIF", exif(exif)));

        FitOptions withoutWebp = new FitOptions(4000, 2_000_000, 95, 60, Set.of("image/jpeg", "image/png"), false);
        assertUpright(fit(turned, withoutWebp), exif, 32, 24);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void turnsTiffUpright(int exif) throws IOException {
        byte[] turned = Pictures.tiff(quarters(96, 64), exif);

        assertThat(images().probe(file(turned)).orientation().exif()).isEqualTo(exif);
        assertUpright(fit(turned, POST), exif, 96, 64);
    }

    @Test
    void comesCloseUnderTheLimitByQualityBeforeItShrinks() {
        byte[] photo = jpeg(photo(1200, 900, BufferedImage.TYPE_INT_RGB), 1);
        assertThat(photo).hasSizeGreaterThan(700_000);

        FittedImage fitted = fit(photo, FitOptions.of(4000, 500_000));

        assertThat(fitted.width()).isEqualTo(1200);
        assertThat(fitted.sizeBytes())
                .isBetween(440_000L, 500_000L)
                .isEqualTo(target().toFile().length());
    }

    @Test
    void shrinksWhenNoQualityFits() throws IOException {
        byte[] photo = jpeg(photo(1200, 900, BufferedImage.TYPE_INT_RGB), 1);

        FittedImage fitted = fit(photo, FitOptions.of(4000, 60_000));

        assertThat(fitted.width()).isBetween(300, 900);
        assertThat(fitted.height() * 4).isCloseTo(fitted.width() * 3, within(4));
        assertThat(fitted.sizeBytes()).isBetween(45_000L, 60_000L);
        assertThat(result().getWidth()).isEqualTo(fitted.width());
    }

    @Test
    void makesJpegOfPngThatIsTooLarge() {
        FittedImage fitted =
                fit(encode(photo(800, 600, BufferedImage.TYPE_INT_RGB), "png"), FitOptions.of(4000, 300_000));

        assertThat(fitted.type()).isEqualTo("image/jpeg");
        assertThat(fitted.width()).isEqualTo(800);
        assertThat(images().probe(target()).type()).isEqualTo("image/jpeg");
    }

    @Test
    void makesJpegOfPngWhoseAlphaIsAllOpaque() {
        byte[] opaque = encode(photo(800, 600, BufferedImage.TYPE_INT_ARGB), "png");
        assertThat(images().probe(file(opaque)).hasAlpha()).isTrue();

        assertThat(fit(opaque, FitOptions.of(4000, 300_000)).type()).isEqualTo("image/jpeg");
    }

    @Test
    void keepsTransparency() throws IOException {
        FittedImage fitted = fit(
                encode(Pictures.holes(400, 300), "png"),
                new FitOptions(4000, 60_000, 95, 60, Set.of("image/jpeg", "image/png"), false));

        assertThat(fitted.type()).isEqualTo("image/png");
        assertThat(fitted.sizeBytes()).isBetween(40_000L, 60_000L);
        assertThat(images().probe(target()).hasAlpha()).isTrue();
        assertThat(result().getRGB(10, 10) >>> 24).isBetween(1, 254);
    }

    @Test
    void transparentPixelsLendNoColourToTheirNeighbours() throws IOException {
        BufferedImage image = new BufferedImage(200, 200, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < 200; y++) {
            for (int x = 0; x < 200; x++) {
                image.setRGB(x, y, x % 2 == 0 ? RED : GREEN & 0xFFFFFF);
            }
        }

        fit(encode(image, "png"), FitOptions.of(100, 1_000_000).quality(60, 95));

        int pixel = ImageIO.read(target().toFile()).getRGB(50, 50);
        assertNear(pixel | 0xFF000000, RED);
        assertThat(pixel >>> 24).isCloseTo(128, within(12));
    }

    @Test
    void makesTheSameOfTheSame() throws IOException {
        byte[] photo = jpeg(photo(600, 400, BufferedImage.TYPE_INT_RGB), 0.9f);
        fit(photo, FitOptions.of(150, 1_000_000));
        byte[] first = Files.readAllBytes(target());

        fit(photo, FitOptions.of(150, 1_000_000));

        assertThat(target()).hasBinaryContent(first);
    }

    @Test
    void makesTheTypeThatIsWantedIfItCanBe() {
        byte[] clean = jpeg(quarters(96, 64), 0.9f);

        assertThat(fit(clean, POST.as("image/jpeg")).change()).isEqualTo(Change.NONE);
        assertThat(fit(clean, POST.as("image/png")).type()).isEqualTo("image/png");
        assertThat(fit(clean, POST.as("image/webp")).type())
                .isEqualTo(engine().writes("image/webp") ? "image/webp" : "image/jpeg");
        assertThat(fit(clean, POST.as("image/avif")).type())
                .isEqualTo(engine().writes("image/avif") ? "image/avif" : "image/jpeg");
        assertThat(fit(
                                encode(Pictures.holes(40, 30), "png"),
                                POST.as("image/jpeg").quality(60, 90))
                        .type())
                .isEqualTo("image/png");
    }

    @Test
    void neverEnlarges() {
        FittedImage fitted =
                fit(jpegWith(jpeg(quarters(96, 64), 0.9f), exifSegment(3)), FitOptions.of(1000, 1_000_000));

        assertThat(fitted.width()).isEqualTo(96);
    }

    @Test
    void readsFourInks() throws IOException {
        FittedImage fitted = fit(Pictures.cmykJpeg(64, 48, 0, 255, 255, 0), POST);

        assertThat(fitted.change()).isEqualTo(Change.ENCODED);
        int pixel = result().getRGB(30, 20);
        assertThat(pixel >> 16 & 0xFF).isGreaterThan(180);
        assertThat(pixel & 0xFF).isLessThan(90);
        assertThat(pixel >> 8 & 0xFF).isLessThan(90);
    }

    @Test
    void readsSixteenBits() throws IOException {
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, 1, DataBuffer.TYPE_USHORT);
        WritableRaster raster = model.createCompatibleWritableRaster(200, 100);
        for (int y = 0; y < 100; y++) {
            for (int x = 0; x < 200; x++) {
                raster.setPixel(x, y, new int[] {0x8080, 0x4040, 0xFFFF});
            }
        }
        byte[] deep = encode(new BufferedImage(model, raster, false, null), "png");

        fit(deep, FitOptions.of(50, 1_000_000));

        assertNear(result().getRGB(20, 10), 0xFF8040FF);
    }

    @Test
    void keepsHowLightGreysAre() throws IOException {
        BufferedImage grey = new BufferedImage(200, 100, BufferedImage.TYPE_BYTE_GRAY);
        Arrays.fill(((java.awt.image.DataBufferByte) grey.getRaster().getDataBuffer()).getData(), (byte) 0x80);

        for (String format : new String[] {"png", "jpg"}) {
            fit(encode(grey, format), FitOptions.of(50, 1_000_000));

            WritableRaster raster = result().getRaster();
            assertThat(raster.getSample(20, 10, 0)).isCloseTo(0x80, within(2));
        }
    }

    @Test
    void appliesTheColourProfile() throws IOException {
        byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        BufferedImage image = new BufferedImage(200, 100, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 200 * 100; i++) {
            image.setRGB(i % 200, i / 200, 0x808000);
        }
        byte[] png = pngWith(encode(image, "png"), chunk("iCCP", "linear\0\0", deflated(linear)));
        byte[] jpeg = jpegWith(jpeg(image, 1), segment(0xE2, "ICC_PROFILE\0", 1, 1, linear));

        for (byte[] picture : new byte[][] {png, jpeg}) {
            fit(picture, FitOptions.of(50, 1_000_000));

            assertNear(result().getRGB(20, 10), 0xFFBCBC00); // half of the light is 188 in sRGB
        }
    }

    @Test
    void readsProgressiveJpeg() throws IOException {
        fit(Pictures.progressiveJpeg(quarters(200, 100)), FitOptions.of(100, 1_000_000));

        assertColours(result(), RED, GREEN, BLUE, WHITE);
    }

    @Test
    void countsFramesAndRefusesWhatMoves() {
        for (byte[] moving : new byte[][] {
            Pictures.gif(3, 40, 30),
            Pictures.animatedWebp(3),
            pngWith(encode(quarters(96, 64), "png"), chunk("acTL", Pictures.bigEndian(3), Pictures.bigEndian(0)))
        }) {
            assertThat(images().probe(file(moving)).frames()).isEqualTo(3);
            assertThatThrownBy(() -> fit(moving, POST))
                    .isInstanceOf(MediaException.Animated.class)
                    .hasMessageContaining("3 frames");
            assertThat(target()).doesNotExist();
        }
    }

    @Test
    void takesTheFirstFrameIfToldTo() throws IOException {
        FittedImage fitted = fit(Pictures.gif(3, 40, 30), POST.firstFrameOnly());

        assertThat(fitted.width()).isEqualTo(40);
        assertThat(images().probe(target()).frames()).isEqualTo(1);
        assertNear(result().getRGB(0, 0), RED);
    }

    @Test
    void makesThumbnails() throws IOException {
        FittedImage small = images().thumbnail(file(jpeg(quarters(960, 640), 0.9f)), target(), 120);

        assertThat(small.type()).isEqualTo("image/jpeg");
        assertThat(small.width()).isEqualTo(120);
        assertThat(small.height()).isEqualTo(80);
        assertColours(result(), RED, GREEN, BLUE, WHITE);
    }

    @Test
    void tellsColoursInABlurhash() {
        String hash = images().blurhash(file(encode(quarters(320, 240), "png")));

        assertThat(hash).hasSize(28).startsWith("L"); // four by three waves
        int mean = 0;
        for (char digit : hash.substring(2, 6).toCharArray()) {
            mean = mean * 83 + BASE_83.indexOf(digit);
        }
        assertNear(0xFF000000 | mean, 0xFFBCBCBC); // the mean of the four quarters is half of the light in every colour
    }

    @Test
    void saysWhenNothingFits() {
        assertThatThrownBy(() -> fit(jpeg(quarters(96, 64), 0.9f), FitOptions.of(4000, 50)))
                .isInstanceOf(MediaException.DoesNotFit.class)
                .hasMessageContaining("50 bytes");
        assertThat(folder.toFile().list()).containsExactly("source");
    }
}
