package dev.bluebell.media.image;

import static dev.bluebell.media.image.Pictures.BLUE;
import static dev.bluebell.media.image.Pictures.GREEN;
import static dev.bluebell.media.image.Pictures.RED;
import static dev.bluebell.media.image.Pictures.SECRET;
import static dev.bluebell.media.image.Pictures.WHITE;
import static dev.bluebell.media.image.Pictures.bytes;
import static dev.bluebell.media.image.Pictures.chunk;
import static dev.bluebell.media.image.Pictures.concat;
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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link Images} does with every engine. */
abstract class ImagesContract {

    private static final FitOptions POST = FitOptions.of(4000, 2_000_000);

    private static final String BASE_83 =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";

    @TempDir
    Path folder;

    abstract ImageEngine engine();

    private Images images() {
        return new Images(engine(), ImageLimits.DEFAULT);
    }

    private Path file(byte[] content) {
        try {
            return Files.write(folder.resolve("source"), content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Path target() {
        return folder.resolve("target");
    }

    private FittedImage fit(byte[] content, FitOptions options) {
        return images().fit(file(content), target(), options);
    }

    private BufferedImage result() throws IOException {
        return ImageIO.read(target().toFile());
    }

    /** The colours of the four corners, from left to right and from top to bottom. */
    private static int[] corners(BufferedImage image) {
        int right = image.getWidth() - 4;
        int bottom = image.getHeight() - 4;
        return new int[] {
            image.getRGB(3, 3), image.getRGB(right, 3), image.getRGB(3, bottom), image.getRGB(right, bottom)
        };
    }

    private static void assertColours(BufferedImage image, int... expected) {
        int[] corners = corners(image);
        for (int i = 0; i < 4; i++) {
            assertNear(corners[i], expected[i]);
        }
    }

    private static void assertNear(int colour, int expected) {
        for (int shift = 0; shift < 32; shift += 8) {
            assertThat(colour >>> shift & 0xFF)
                    .as("%08x is nearly %08x", colour, expected)
                    .isCloseTo(expected >>> shift & 0xFF, within(12));
        }
    }

    private static int[] turned(int exif) {
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

    private void assertUpright(FittedImage fitted, int exif, int width, int height) throws IOException {
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

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "gif"})
    void leavesWhatFitsAndIsCleanByteForByte(String format) throws IOException {
        byte[] clean = encode(quarters(96, 64), format);
        FitOptions options =
                new FitOptions(4000, 2_000_000, 95, 60, Set.of("image/jpeg", "image/png", "image/gif"), false);

        FittedImage fitted = fit(clean, options);

        assertThat(fitted.change()).isEqualTo(Change.NONE);
        assertThat(target()).hasBinaryContent(clean);
    }

    @Test
    void takesAllMetadataOutOfJpegWithoutTouchingThePixels() throws IOException {
        byte[] clean = jpeg(quarters(96, 64), 0.9f);
        byte[] full = concat(
                jpegWith(
                        clean,
                        exifSegment(1),
                        segment(0xE1, "http://ns.adobe.com/xap/1.0/\0", SECRET),
                        segment(0xED, "Photoshop 3.0\0", SECRET),
                        segment(0xE2, "MPF\0", SECRET),
                        segment(0xFE, SECRET)),
                bytes("a second picture with ", SECRET));

        assertThat(images().probe(file(full)).hasMetadata()).isTrue();
        FittedImage fitted = fit(full, POST);

        assertThat(fitted.change()).isEqualTo(Change.STRIPPED);
        assertThat(target()).hasBinaryContent(clean);
    }

    @Test
    void takesAllMetadataOutOfPngWithoutTouchingThePixels() throws IOException {
        byte[] clean = encode(quarters(96, 64), "png");
        byte[] full = concat(
                pngWith(
                        clean,
                        chunk("tEXt", "Comment\0", SECRET),
                        chunk("iTXt", "XML:com.adobe.xmp\0\0\0\0\0", SECRET),
                        chunk("eXIf", exif(1)),
                        chunk("tIME", 7, 0xEA, 1, 1, 0, 0, 0),
                        chunk("prIv", SECRET)),
                bytes("PK", SECRET));

        assertThat(fit(full, POST).change()).isEqualTo(Change.STRIPPED);
        assertThat(target()).hasBinaryContent(clean);
    }

    @Test
    void takesAllMetadataOutOfWebpWithoutTouchingThePixels() throws IOException {
        byte[] full = Pictures.extendedWebp(
                0x0C, webpChunk("EXIF", exif(1)), webpChunk("XMP ", SECRET), webpChunk("odd!", SECRET));

        FittedImage fitted = fit(full, POST);

        assertThat(fitted.change()).isEqualTo(Change.STRIPPED);
        assertThat(target()).hasBinaryContent(Pictures.extendedWebp(0));
    }

    @Test
    void stripsAnAnimationWithoutStoppingIt() throws IOException {
        byte[] clean = Pictures.gif(3, 40, 30);
        assertThat(images().probe(file(clean)).hasMetadata()).isFalse();

        FittedImage stripped = images().strip(file(Pictures.gifWithComment(clean)), target());

        assertThat(stripped.change()).isEqualTo(Change.STRIPPED);
        assertThat(target()).hasBinaryContent(clean);
    }

    @Test
    void stripKeepsTheOrientationAndNothingElse() throws IOException {
        byte[] jpeg = jpegWith(jpeg(quarters(96, 64), 0.9f), exifSegment(6), segment(0xFE, SECRET));
        byte[] png = pngWith(encode(quarters(96, 64), "png"), chunk("eXIf", exif(6)), chunk("tEXt", "a\0", SECRET));
        byte[] webp = Pictures.extendedWebp(0x0C, webpChunk("EXIF", exif(6)), webpChunk("XMP ", SECRET));

        for (byte[] picture : new byte[][] {jpeg, png, webp}) {
            FittedImage stripped = images().strip(file(picture), target());

            ImageInfo info = images().probe(target());
            assertThat(info.orientation()).isEqualTo(Orientation.TURNED_90);
            assertThat(info.width()).isEqualTo(stripped.width()).isLessThan(info.height());
            assertThat(Files.readString(target(), StandardCharsets.ISO_8859_1)).doesNotContain(SECRET);
            assertUpright(
                    images().fit(target(), target(), FitOptions.of(4000, 1_000_000)),
                    6,
                    info.storedWidth(),
                    info.storedHeight());
        }
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
    void keepsTheColourProfileOfWhatItOnlyStrips() throws IOException {
        byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        byte[] jpeg = jpegWith(jpeg(quarters(96, 64), 0.9f), segment(0xE2, "ICC_PROFILE\0", 1, 1, linear));

        assertThat(images().probe(file(jpeg)).hasMetadata()).isFalse();
        assertThat(fit(jpegWith(jpeg, exifSegment(1)), POST).change()).isEqualTo(Change.STRIPPED);
        assertThat(target()).hasBinaryContent(jpeg);
    }

    @Test
    void stripAndFitKeepRealColourProfiles() {
        byte[] srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
        int half = srgb.length / 2;
        byte[] first = Arrays.copyOf(srgb, half);
        byte[] second = Arrays.copyOfRange(srgb, half, srgb.length);
        byte[] jpeg = jpegWith(
                jpeg(quarters(96, 64), 0.9f),
                segment(0xE2, "ICC_PROFILE\0", 1, 2, first),
                segment(0xE2, "ICC_PROFILE\0", 2, 2, second));
        byte[] png = pngWith(encode(quarters(96, 64), "png"), chunk("iCCP", "sRGB\0\0", deflated(srgb)));
        byte[] webp = Pictures.profiledWebp(srgb);

        for (byte[] picture : new byte[][] {jpeg, png, webp}) {
            assertThat(images().strip(file(picture), target()).change()).isEqualTo(Change.NONE);
            assertThat(fit(picture, POST).change()).isEqualTo(Change.NONE);
            assertThat(target()).hasBinaryContent(picture);
        }
    }

    @Test
    void stripAndFitDropWhatIsNoColourProfile() throws IOException {
        byte[] srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
        byte[] words = bytes(SECRET);
        byte[] longer = concat(srgb, words);
        byte[] unmarked = srgb.clone();
        unmarked[36] = 'x';

        for (byte[] fake : new byte[][] {words, longer, unmarked, Arrays.copyOf(srgb, 131)}) {
            assertDropped(jpeg(quarters(96, 64), 0.9f), jpeg -> jpegWith(jpeg, profileSegment(1, 1, fake)));
            assertDropped(
                    encode(quarters(96, 64), "png"), png -> pngWith(png, chunk("iCCP", "sRGB\0\0", deflated(fake))));
            assertStripped(Pictures.extendedWebp(0), Pictures.profiledWebp(fake)); // not every decoder takes it
        }
    }

    @Test
    void stripAndFitDropWhatStandsBesideAColourProfile() throws IOException {
        byte[] srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
        byte[] jpeg = jpeg(quarters(96, 64), 0.9f);
        byte[] png = encode(quarters(96, 64), "png");
        byte[] profiled = pngWith(png, chunk("iCCP", "sRGB\0\0", deflated(srgb)));

        assertDropped(jpeg, it -> jpegWith(it, profileSegment(1, 2, srgb)));
        assertDropped(jpeg, it -> jpegWith(it, profileSegment(1, 1, srgb), profileSegment(1, 1, bytes(SECRET))));
        assertDropped(png, it -> pngWith(it, chunk("iCCP", "sRGB\0\0", deflated(srgb), SECRET)));
        assertDropped(
                profiled,
                it -> Pictures.insert(it, indexOf(it, 'I', 'D', 'A', 'T') - 4, chunk("iCCP", "a\0\0", SECRET)));
    }

    private static byte[] profileSegment(int part, int parts, byte[] content) {
        return segment(0xE2, "ICC_PROFILE\0", part, parts, content);
    }

    private void assertDropped(byte[] clean, UnaryOperator<byte[]> addition) {
        byte[] full = addition.apply(clean);
        assertStripped(clean, full);
        assertThat(fit(full, POST).change()).isEqualTo(Change.STRIPPED);
        assertThat(target()).hasBinaryContent(clean);
    }

    private void assertStripped(byte[] clean, byte[] full) {
        assertThat(images().probe(file(full)).hasMetadata()).isTrue();
        assertThat(images().strip(file(full), target()).change()).isEqualTo(Change.STRIPPED);
        assertThat(target()).hasBinaryContent(clean);
    }

    @Test
    void stripAndFitDropProfilesThatExpand() {
        byte[] png = encode(quarters(96, 64), "png");
        byte[] bomb = Pictures.deflatedZeros(1 << 30);

        assertDropped(png, it -> pngWith(it, chunk("iCCP", "a\0\0", bomb)));
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
    void refusesWhatIsCutShort() {
        byte[] jpeg = jpeg(quarters(96, 64), 0.9f);
        byte[] png = encode(quarters(96, 64), "png");
        for (byte[] whole : new byte[][] {jpeg, png, Pictures.webp(), Pictures.tiff(quarters(9, 9), 1)}) {
            for (int length = 20; length < whole.length - 2; length += 1 + whole.length / 50) {
                byte[] part = Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> fit(part, POST)).isInstanceOf(MediaException.class);
                assertThat(target()).doesNotExist();
            }
        }
    }

    @Test
    void damageIsNeverMoreThanARefusal() {
        Random random = new Random(5);
        for (byte[] whole : new byte[][] {
            jpeg(quarters(96, 64), 0.9f), encode(quarters(96, 64), "png"), Pictures.webp(), Pictures.gif(1, 40, 30)
        }) {
            for (int i = 0; i < 60; i++) {
                byte[] damaged = whole.clone();
                damaged[4 + random.nextInt(whole.length - 4)] = (byte) random.nextInt(256);
                try {
                    fit(damaged, FitOptions.of(20, 100_000));
                } catch (MediaException e) {
                    assertThat(e).hasMessageNotContaining("\n");
                }
            }
        }
    }

    @Test
    void refusesDamagedPixels() {
        byte[] png = encode(photo(96, 64, BufferedImage.TYPE_INT_RGB), "png");
        Arrays.fill(png, png.length / 2, png.length / 2 + 40, (byte) 0);

        assertThatThrownBy(() -> fit(png, POST))
                .isInstanceOf(MediaException.Corrupt.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void refusesPicturesWithFewerPixelsThanTheyClaim() {
        byte[] photo = encode(photo(100, 100, BufferedImage.TYPE_INT_RGB), "png");
        byte[] header = chunk("IHDR", Pictures.bigEndian(9_999), Pictures.bigEndian(9_999), 8, 2, 0, 0, 0);
        byte[] png = concat(Arrays.copyOf(photo, 8), header, Arrays.copyOfRange(photo, 33, photo.length));
        byte[] jpeg = jpeg(photo(640, 480, BufferedImage.TYPE_INT_RGB), 0.9f);
        ByteBuffer.wrap(jpeg).putInt(indexOf(jpeg, 0xFF, 0xC0) + 5, 10_000 << 16 | 10_000);
        byte[] lossy = Pictures.riff(webpChunk("VP8 ", 0x30, 0, 0, 0x9D, 1, 0x2A, 0x0F, 0x27, 0x0F, 0x27));
        byte[] extended = Pictures.riff(webpChunk("VP8X", 0, 0, 0, 0, 0x0E, 0x27, 0, 0x0E, 0x27, 0));
        assertThat(lossy).hasSize(30);

        for (byte[] picture : new byte[][] {png, jpeg, lossy, extended}) {
            for (int side : new int[] {50, 4_000, 10_000}) {
                assertThatThrownBy(() -> fit(picture, FitOptions.of(side, 2_000_000)))
                        .isInstanceOf(MediaException.Corrupt.class);
                assertThat(target()).doesNotExist();
            }
        }
    }

    @Test
    void readsJpegWithHarmlessOddities() throws IOException {
        byte[] version = jpeg(quarters(96, 64), 0.9f);
        version[indexOf(version, 'J', 'F', 'I', 'F') + 5] = 9;
        byte[] progressive = Pictures.progressiveJpeg(quarters(96, 64));
        byte[] padded = Pictures.insert(progressive, progressive.length - 2, new byte[100]);

        for (byte[] odd : new byte[][] {version, padded}) {
            fit(odd, FitOptions.of(48, 2_000_000));

            assertColours(result(), RED, GREEN, BLUE, WHITE);
        }
    }

    @Test
    void refusesABombBeforeItIsDecoded() throws IOException {
        Path bomb = folder.resolve("bomb.png");
        Pictures.writeBomb(bomb, 50_000, 50_000);
        assertThat(bomb.toFile().length()).isLessThan(1_000_000);

        assertThatThrownBy(() -> images().fit(bomb, target(), POST))
                .isInstanceOf(MediaException.TooLarge.class)
                .hasMessage("the picture has 50000x50000 pixels; at most 100000000 in all are allowed");
        byte[] beginning = Arrays.copyOf(Files.readAllBytes(bomb), 4_000);
        assertThatThrownBy(() -> fit(beginning, POST)).isInstanceOf(MediaException.TooLarge.class);
    }

    @Test
    void refusesLargePicturesOfWhichDecodersHoldAllPasses() {
        byte[] progressive = Pictures.progressiveJpeg(photo(64, 64, BufferedImage.TYPE_INT_RGB));
        int frame = new String(progressive, StandardCharsets.ISO_8859_1).indexOf("\u00FF\u00C2");
        ByteBuffer.wrap(progressive).putShort(frame + 5, (short) 8_000).putShort(frame + 7, (short) 8_000);
        byte[] baseline = progressive.clone();
        baseline[frame + 1] = (byte) 0xC0; // its scans stay several

        for (byte[] file : List.of(progressive, baseline)) {
            assertThatThrownBy(() -> fit(file, POST))
                    .isInstanceOf(MediaException.TooLarge.class)
                    .hasMessageContaining("8000x8000 pixels and is progressive");
        }
    }

    @Test
    void refusesPicturesThatClaimToBeLarge() {
        byte[] jpeg = jpeg(quarters(96, 64), 0.9f);
        int size = indexOf(jpeg, 0xFF, 0xC0) + 5;
        byte[] claim = jpeg.clone();
        Arrays.fill(claim, size, size + 4, (byte) 0xFF);
        byte[] gif = Pictures.gif(1, 40, 30);
        int frame = indexOf(gif, 0x2C, 0, 0, 0, 0) + 5;
        Arrays.fill(gif, frame, frame + 4, (byte) 0xFF);
        byte[] webp = Pictures.extendedWebp(0);
        Arrays.fill(webp, 24, 30, (byte) 0xFF);

        byte[] far = Pictures.gif(1, 40, 30);
        Arrays.fill(far, frame - 4, frame, (byte) 0xFF); // where the frame lies
        byte[] wide = encode(photo(64, 1, BufferedImage.TYPE_INT_RGB), "png");
        ByteBuffer.wrap(wide).putInt(16, 100_000_000);
        CRC32 check = new CRC32();
        check.update(wide, 12, 17);
        ByteBuffer.wrap(wide).putInt(29, (int) check.getValue());

        for (byte[] picture : new byte[][] {claim, gif, webp, far, wide}) {
            assertThatThrownBy(() -> fit(picture, POST)).isInstanceOf(MediaException.TooLarge.class);
        }
    }

    @Test
    void refusesATiffThatSaysItsSizeTwice() {
        byte[] tiff = Pictures.tiff(quarters(9, 9), 1);
        ByteBuffer.wrap(tiff).putShort(10 + 8 * 12, (short) 256); // its ninth entry becomes another width

        assertThatThrownBy(() -> fit(tiff, POST)).isInstanceOf(MediaException.Corrupt.class);
    }

    private static int indexOf(byte[] in, int... bytes) {
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

    @Test
    void refusesCompressedTextAndProfilesThatExpand() throws IOException {
        byte[] zeros = deflated(new byte[64 << 20]);
        byte[] png =
                pngWith(encode(quarters(96, 64), "png"), chunk("zTXt", "a\0\0", zeros), chunk("iCCP", "a\0\0", zeros));

        fit(png, FitOptions.of(50, 1_000_000));

        assertColours(result(), RED, GREEN, BLUE, WHITE);
    }

    @Test
    void holdsToItsLimits() {
        byte[] picture = jpeg(quarters(96, 64), 0.9f);

        assertThatThrownBy(() -> new Images(engine(), new ImageLimits(100, 1_000_000, 10)).probe(file(picture)))
                .isInstanceOf(MediaException.TooLarge.class)
                .hasMessageContaining("at most 100 are allowed");
        assertThatThrownBy(() -> new Images(engine(), new ImageLimits(1_000_000, 96 * 64 - 1, 10)).probe(file(picture)))
                .isInstanceOf(MediaException.TooLarge.class);
        assertThatThrownBy(() -> new Images(engine(), new ImageLimits(1_000_000, 1_000_000, 2))
                        .probe(file(Pictures.gif(3, 40, 30))))
                .isInstanceOf(MediaException.TooLarge.class)
                .hasMessageContaining("more than 2 frames");
    }

    @Test
    void saysWhatIsNoPicture() {
        assertThatThrownBy(() -> fit(bytes("%PDF-1.7 "), POST))
                .isInstanceOf(MediaException.Unsupported.class)
                .hasMessageStartingWith("application/pdf is no picture");
        assertThatThrownBy(() -> fit(bytes("<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"), POST))
                .isInstanceOf(MediaException.Unsupported.class)
                .hasMessageStartingWith("image/svg+xml");
        assertThatThrownBy(() -> fit(new byte[0], POST)).isInstanceOf(MediaException.Unsupported.class);
    }

    @Test
    void saysWhenNothingFits() {
        assertThatThrownBy(() -> fit(jpeg(quarters(96, 64), 0.9f), FitOptions.of(4000, 50)))
                .isInstanceOf(MediaException.DoesNotFit.class)
                .hasMessageContaining("50 bytes");
        assertThat(folder.toFile().list()).containsExactly("source");
    }
}
