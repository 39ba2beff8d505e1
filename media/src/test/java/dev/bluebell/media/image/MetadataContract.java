package dev.bluebell.media.image;

import static dev.bluebell.media.image.Pictures.SECRET;
import static dev.bluebell.media.image.Pictures.bytes;
import static dev.bluebell.media.image.Pictures.chunk;
import static dev.bluebell.media.image.Pictures.concat;
import static dev.bluebell.media.image.Pictures.deflated;
import static dev.bluebell.media.image.Pictures.encode;
import static dev.bluebell.media.image.Pictures.exif;
import static dev.bluebell.media.image.Pictures.exifSegment;
import static dev.bluebell.media.image.Pictures.jpeg;
import static dev.bluebell.media.image.Pictures.jpegWith;
import static dev.bluebell.media.image.Pictures.pngWith;
import static dev.bluebell.media.image.Pictures.quarters;
import static dev.bluebell.media.image.Pictures.segment;
import static dev.bluebell.media.image.Pictures.webpChunk;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.media.image.FittedImage.Change;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link Images} takes out of pictures with every engine, and what it leaves in. */
abstract class MetadataContract extends EngineContract {

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
}
