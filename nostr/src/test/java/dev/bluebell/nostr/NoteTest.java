package dev.bluebell.nostr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoteTest {

    private static final URI URL = URI.create("https://cdn.example/a.jpg");
    private static final Imeta PICTURE = Imeta.of(URL).withType("image/jpeg");

    @Test
    void saysEverythingAboutAFile() {
        Imeta imeta = PICTURE.withHash("a".repeat(64))
                .withSize(123)
                .withDimensions(640, 480)
                .withBlurhash("LKO2?U%2Tw=w]~RBVZRi};RPxuwH")
                .withAlt("a cat\non a mat\u0007")
                .withFallback(URI.create("https://one.example/a"))
                .withFallback(URI.create("https://two.example/a"));

        EventDraft draft = new Note("look " + URL, List.of(imeta)).draft(Instant.EPOCH);

        assertThat(draft.kind()).isEqualTo(1);
        assertThat(draft.tags())
                .containsExactly(List.of(
                        "imeta",
                        "url https://cdn.example/a.jpg",
                        "m image/jpeg",
                        "x " + "a".repeat(64),
                        "size 123",
                        "dim 640x480",
                        "blurhash LKO2?U%2Tw=w]~RBVZRi};RPxuwH",
                        "alt a cat\non a mat",
                        "fallback https://one.example/a",
                        "fallback https://two.example/a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://cdn.example/a.jpg",
                "see https://cdn.example/a.jpg, please",
                "(https://cdn.example/a.jpg)",
                "It is https://cdn.example/a.jpg.",
                "https://cdn.example/a.jpg\nmore"
            })
    void leavesATextAloneThatHasTheUrl(String text) {
        assertThat(new Note(text, List.of(PICTURE)).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "look",
                "https://cdn.example/a.jpg2",
                "https://cdn.example/a.jpg/b",
                "https://cdn.example/a.jpg?b",
                "https://cdn.example/a.jpg.png"
            })
    void addsTheUrlThatATextLacks(String text) {
        assertThat(new Note(text, List.of(PICTURE)).text()).isEqualTo(text + "\n" + URL);
    }

    @Test
    void addsEachUrlOnALineOfItsOwn() {
        Imeta other = Imeta.of(URI.create("https://cdn.example/b.jpg"));

        assertThat(new Note("", List.of(PICTURE, other, PICTURE)).text())
                .isEqualTo(URL + "\nhttps://cdn.example/b.jpg");
    }

    @Test
    void leavesOutControlCharactersThatProgramsHashDifferently() {
        assertThat(new Note("a\u0000b\u001b\r\n\tc\u007f\u0085\u2028é😀", List.of()).text())
                .isEqualTo("ab\n\tc\u2028é😀");
    }

    @Test
    void wantsAHashThatIsOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> PICTURE.withHash("A".repeat(64)));
    }
}
