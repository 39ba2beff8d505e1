package dev.bluebell.nostr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Bech32Test {

    private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

    @ParameterizedTest
    @ValueSource(strings = {"A12UEL5L", "a12uel5l", "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw", "?1ezyfcl"})
    void readsTheValidTextsOfBip173(String text) {
        assertThat(Bech32.decode(text).encode()).isEqualToIgnoringCase(text);
    }

    @Test
    void findsTheBytesOfBip173() {
        assertThat(Bech32.decode("abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw")
                        .data())
                .asHexString()
                .isEqualTo("00443214C74254B635CF84653A56D7C675BE77DF");
    }

    @ParameterizedTest
    @CsvSource({
        "pzry9x0s0muk, prefix",
        "1pzry9x0s0muk, prefix",
        "li1dgmt3, prefix",
        "10a06t8, prefix",
        "'', prefix",
        "x1b4n0q5v, character at 2",
        "A1G7SGD8, checksum",
        "A12uEL5L, upper and lower case",
        "a12uel5m, checksum"
    })
    void refusesTheInvalidTextsOfBip173(String text, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bech32.decode(text))
                .withMessageContaining(reason);
    }

    @Test
    void readsBackBytesOfEveryLength() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);

        for (int length = 0; length < 300; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            Bech32 decoded = Bech32.decode(new Bech32("note", bytes).encode());

            assertThat(decoded.prefix()).isEqualTo("note");
            assertThat(decoded.data()).as("seed %d", seed).isEqualTo(bytes);
        }
    }

    @Test
    void noticesEverySingleWrongCharacter() {
        String text = new Bech32("npub", new byte[32]).encode();

        for (int at = 5; at < text.length(); at++) {
            for (String other : ALPHABET.split("(?!^)", -1)) {
                String changed = text.substring(0, at) + other + text.substring(at + 1);
                if (!changed.equals(text)) {
                    assertThatIllegalArgumentException().isThrownBy(() -> Bech32.decode(changed));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a1qpamnt9j", "a1q3g6mn3", "a1qqqd87cpp", "a1qqqqqq3q4q7k"})
    void refusesBitsBeyondTheLastByte(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bech32.decode(text))
                .withMessage("bech32 text has bits left over");
    }

    @Test
    void readsAndWritesUpTo5000Characters() {
        String longest = new Bech32("n", new byte[3120]).encode();

        assertThat(longest).hasSize(5000);
        assertThat(Bech32.decode(longest).data()).hasSize(3120);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Bech32("n", new byte[3121]).encode())
                .withMessageContaining("at most 5000 characters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bech32.decode(longest + "q"))
                .withMessage("bech32 text has at most 5000 characters, not 5001");
    }
}
