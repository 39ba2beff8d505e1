package dev.bluebell.media.image;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluebell.media.MediaException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

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
}
