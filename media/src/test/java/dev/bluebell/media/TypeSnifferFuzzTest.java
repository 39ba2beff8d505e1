package dev.bluebell.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;

/** See CONTRIBUTING.md for how to look for more than the inputs that are kept. */
class TypeSnifferFuzzTest {

    @FuzzTest
    void alwaysNamesAType(byte[] content) {
        String type = TypeSniffer.settle(Optional.empty(), content, content.length);

        assertThat(FileTypes.isMediaType(type)).isTrue();
        assertThat(TypeSniffer.settle(Optional.of("image/png"), content, content.length))
                .isIn(type, "image/png");
    }
}
