package dev.bluebell.media.image;

import static dev.bluebell.media.image.Pictures.BLUE;
import static dev.bluebell.media.image.Pictures.GREEN;
import static dev.bluebell.media.image.Pictures.RED;
import static dev.bluebell.media.image.Pictures.WHITE;
import static dev.bluebell.media.image.Pictures.bytes;
import static dev.bluebell.media.image.Pictures.chunk;
import static dev.bluebell.media.image.Pictures.concat;
import static dev.bluebell.media.image.Pictures.deflated;
import static dev.bluebell.media.image.Pictures.encode;
import static dev.bluebell.media.image.Pictures.jpeg;
import static dev.bluebell.media.image.Pictures.photo;
import static dev.bluebell.media.image.Pictures.pngWith;
import static dev.bluebell.media.image.Pictures.quarters;
import static dev.bluebell.media.image.Pictures.webpChunk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluebell.media.MediaException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** What {@link Images} refuses with every engine: pictures that are broken, too large, or none. */
abstract class DamageContract extends EngineContract {

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
}
