package dev.bluebell.blossom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlobHashTest {

    private static final String HEX = "b1674191a88ec5cdd733e4240a81803105dc412d6c6708d53ab94fc248f4f553";

    @Test
    void isTheSameInBytesAndInDigits() {
        BlobHash hash = new BlobHash(HEX);

        assertThat(BlobHash.of(hash.bytes())).isEqualTo(hash).hasToString(HEX);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "b167", HEX + "0", "B1674191a88ec5cdd733e4240a81803105dc412d6c6708d53ab94fc248f4f553"})
    void isNothingButSixtyFourLowerCaseDigits(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BlobHash(text))
                .withMessageContaining("64 lower-case hex digits");
    }

    @Test
    void isReadFromUpperCaseDigits() {
        assertThat(BlobHash.parse(HEX.toUpperCase(Locale.ROOT))).contains(new BlobHash(HEX));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " " + HEX, HEX + "\n", "g1674191a88ec5cdd733e4240a81803105dc412d6c6708d53ab94fc248f4f553"})
    void isNotReadFromAnythingElse(String text) {
        assertThat(BlobHash.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://blossom.example.com/" + HEX + ".pdf",
                "https://cdn.example.com/" + HEX,
                "https://cdn.example.com/user/ec4425ff5e9446080d2f70440188e3ca5d6da8713db7bdeef73d0ed54d9093f0/media/"
                        + HEX
                        + ".pdf",
                "https://cdn.example.com/media/user-name/documents/" + HEX + ".pdf",
                "http://download.example.com/downloads/" + HEX,
                "http://media.example.com/documents/b1/67/" + HEX + ".pdf",
            })
    void isFoundInTheUrlsOfBud03(String url) {
        assertThat(BlobHash.lastIn(url)).contains(new BlobHash(HEX));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "https://cdn.example/", HEX + HEX, "0" + HEX, "b167/4191"})
    void isNotFoundWhereNoRunHasItsLength(String text) {
        assertThat(BlobHash.lastIn(text)).isEmpty();
    }

    @Test
    void isFoundBeforeALongerRun() {
        assertThat(BlobHash.lastIn("/" + HEX + "/" + HEX + HEX)).contains(new BlobHash(HEX));
    }
}
