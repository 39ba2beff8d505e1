package dev.bluebell.media.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import dev.bluebell.media.MediaException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code ./test} installs libvips. */
class VipsEngineTest extends ImagesContract {

    @Override
    ImageEngine engine() {
        return VipsEngine.ifInstalled().orElseThrow(() -> new AssertionError("install the package libvips42"));
    }

    private Path avif() throws IOException {
        Path png = Files.write(folder.resolve("png"), Pictures.encode(Pictures.quarters(96, 64), "png"));
        Path avif = folder.resolve("picture[1].avif");
        try (Picture picture = engine().open(png, images().probe(png), 100);
                OutputStream out = Files.newOutputStream(avif)) {
            picture.write("image/avif", 90, out);
        }
        return avif;
    }

    @Test
    void readsAvif() throws IOException {
        ImageInfo info = images().probe(avif());

        assertThat(info.type()).isEqualTo("image/avif");
        assertThat(info.width()).isEqualTo(96);
        assertThat(info.height()).isEqualTo(64);
        FittedImage fitted = images().fit(avif(), folder.resolve("jpeg"), FitOptions.of(48, 100_000));
        assertThat(fitted.type()).isEqualTo("image/jpeg");
        assertThat(fitted.width()).isEqualTo(48);
    }

    @Test
    void readsHeic() throws IOException {
        Path heic = Files.write(folder.resolve("heic"), heic());

        assertThat(images().probe(heic).type()).isEqualTo("image/heic");
        assertThat(images().fit(heic, folder.resolve("jpeg"), FitOptions.of(48, 100_000))
                        .height())
                .isEqualTo(32);
    }

    /** 96x64. The engine itself writes none, since few programs show it. */
    private byte[] heic() throws IOException {
        Path png = Files.write(folder.resolve("png"), Pictures.encode(Pictures.quarters(96, 64), "png"));
        Vips vips = Vips.ifInstalled().orElseThrow();
        Pointer source = vips.there(vips.library().vips_source_new_from_file(png.toString()));
        Pointer image = vips.there(vips.library().vips_image_new_from_source(source, ""));
        PointerByReference bytes = new PointerByReference();
        LongByReference size = new LongByReference();
        vips.check(vips.library().vips_heifsave_buffer(image, bytes, size, "Q", 90));
        byte[] content = bytes.getValue().getByteArray(0, (int) size.getValue());
        vips.library().g_free(bytes.getValue());
        vips.release(image);
        vips.release(source);
        return content;
    }

    @Test
    void refusesDamagedAvif() throws IOException {
        byte[] content = Files.readAllBytes(avif());
        Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(content, content.length - 60));

        assertThatThrownBy(() -> images().fit(cut, folder.resolve("jpeg"), FitOptions.of(48, 100_000)))
                .isInstanceOf(MediaException.Corrupt.class)
                .hasMessage("the picture is damaged and cannot be decoded");
    }

    @Test
    void fitsTransparencyIntoWebpBeforeItShrinks() throws IOException {
        Path holes = Files.write(folder.resolve("png"), Pictures.encode(Pictures.holes(400, 300), "png"));

        FittedImage fitted = images().fit(
                        holes,
                        folder.resolve("webp"),
                        new FitOptions(400, 150_000, 95, 10, Set.of("image/jpeg", "image/png", "image/webp"), false));

        assertThat(fitted.type()).isEqualTo("image/webp");
        assertThat(fitted.width()).isEqualTo(400);
        assertThat(images().probe(folder.resolve("webp")).hasAlpha()).isTrue();
    }

    @Test
    void writesNoMetadataOfItsOwn() throws IOException {
        Path photo = Files.write(
                folder.resolve("photo"),
                Pictures.jpegWith(
                        Pictures.jpeg(Pictures.photo(300, 200, BufferedImage.TYPE_INT_RGB), 0.9f),
                        Pictures.exifSegment(6)));
        images().fit(photo, folder.resolve("small"), FitOptions.of(100, 1_000_000));

        assertThat(images().probe(folder.resolve("small")).hasMetadata()).isFalse();
    }
}
