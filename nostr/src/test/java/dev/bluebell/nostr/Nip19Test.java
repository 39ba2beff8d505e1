package dev.bluebell.nostr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bluebell.nostr.Nip19.Naddr;
import dev.bluebell.nostr.Nip19.Nevent;
import dev.bluebell.nostr.Nip19.Note;
import dev.bluebell.nostr.Nip19.Nprofile;
import dev.bluebell.nostr.Nip19.Npub;
import dev.bluebell.nostr.Nip19.Nsec;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class Nip19Test {

    private static final PublicKey KEY =
            new PublicKey("3bf0c63fcb93463407af97a5e5ee64fa883d107ef9e558472c4eb9aaaefa459d");
    private static final String ID = "e4bee088334cb5d38cff1616e964369c37b6081be997962ab289d6c671975d71";
    private static final String NSEC = "nsec1vl029mgpspedva04g90vltkh6fvh240zqtv9k0t9af8935ke9laqsnlfe5";

    /** The examples of NIP-19, then texts written by nostr-tools 2.25.2. */
    static Stream<Arguments> foreignTexts() {
        return Stream.of(
                Arguments.of("npub180cvv07tjdrrgpa0j7j7tmnyl2yr6yr7l8j4s3evf6u64th6gkwsyjh6w6", new Npub(KEY)),
                Arguments.of(NSEC, new Nsec(SecretKey.parse(NSEC))),
                Arguments.of(
                        "nprofile1qqsrhuxx8l9ex335q7he0f09aej04zpazpl0ne2cgukyawd24mayt8gpp4mhxue69uhhytnc9e3k7mgpz4mhxue"
                                + "69uhkg6nzv9ejuumpv34kytnrdaksjlyr9p",
                        new Nprofile(KEY, List.of("wss://r.x.com", "wss://djbas.sadkb.com"))),
                Arguments.of("note1ujlwpzpnfj6a8r8lzctwjepknsmmvzqmaxtev24j38tvvuvht4cshtlwp0", new Note(ID)),
                Arguments.of(
                        "nevent1qvzqqqp8fupzqwlsccluhy6xxsr6l9a9uhhxf75g85g8a709tprjcn4e42h053vaqyfhwumn8ghj7un9d3shjtn9"
                                + "0psk6urvv5qzpe97uzyrxn946wx079ska9jrd8phkcyph6vhjc4t9zwkcecewht3hd0m3l",
                        new Nevent(ID, List.of("wss://relay.example"), Optional.of(KEY), OptionalInt.of(10063))),
                Arguments.of(
                        "nevent1qqswf0hq3qe5edwn3nl3v9hfvsmfcdakpqd7n9uk92egn4kxwxt46ugm8w0ms",
                        new Nevent(ID, List.of(), Optional.empty(), OptionalInt.empty())),
                Arguments.of(
                        "naddr1qvzqqqr4gupzqwlsccluhy6xxsr6l9a9uhhxf75g85g8a709tprjcn4e42h053vaqyfhwumn8ghj7un9d3shjtn90"
                                + "psk6urvv5q3xamnwvaz7tm0w35x2u3wv4uxzmtsd3jsqpm8wtpmesulv5u5q6qw",
                        new Naddr("grüße", KEY, 30023, List.of("wss://relay.example", "wss://other.example"))),
                Arguments.of(
                        "naddr1qvzqqqp8fupzqwlsccluhy6xxsr6l9a9uhhxf75g85g8a709tprjcn4e42h053vaqqqqmsu3cf",
                        new Naddr("", KEY, 10063, List.of())));
    }

    @ParameterizedTest
    @MethodSource("foreignTexts")
    void readsWhatOthersWrote(String text, Nip19 expected) {
        assertThat(Nip19.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("foreignTexts")
    void readsBackWhatItWrites(String text, Nip19 value) {
        assertThat(Nip19.parse(value.encode())).isEqualTo(value);
    }

    @Test
    void writesTheProfileOfNip19CharacterByCharacter() {
        assertThat(new Nprofile(KEY, List.of("wss://r.x.com", "wss://djbas.sadkb.com")).encode())
                .isEqualTo(
                        "nprofile1qqsrhuxx8l9ex335q7he0f09aej04zpazpl0ne2cgukyawd24mayt8gpp4mhxue69uhhytnc9e3k7mgpz4mhxue"
                                + "69uhkg6nzv9ejuumpv34kytnrdaksjlyr9p");
    }

    @Test
    void hidesTheSecretWhenPrinted() {
        assertThat(Nip19.parse(NSEC).toString()).contains("npub1").doesNotContain("nsec1", "67dea2ed");
    }

    @Test
    void passesOverPartsThatItDoesNotKnow() {
        String text = pointer("nprofile", "0502abcd" + "0020" + KEY.hex() + "ff00");

        assertThat(Nip19.parse(text)).isEqualTo(new Nprofile(KEY, List.of()));
    }

    @Test
    void takesTheFirstOfAPartThatMayComeOnce() {
        String text = pointer("nprofile", "0020" + KEY.hex() + "0020" + ID);

        assertThat(Nip19.parse(text)).isEqualTo(new Nprofile(KEY, List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "nprofile, '', the pointer lacks its part 0",
        "nevent, 0200, the pointer lacks its part 0",
        "naddr, 0000, the pointer lacks its part 2",
        "nprofile, 001fAA, the last part of the pointer is cut off",
        "nprofile, 00, the last part of the pointer is cut off",
        "nprofile, 0001AA, 'public key must be 32 bytes, has 1'",
        "nevent, 0001AA, 'id must be 64 lower-case hex digits, has 2 characters'",
        "nevent, 0020KEY0201AA, 'public key must be 32 bytes, has 1'",
        "nevent, 0020KEY0302AAAA, 'the pointer''s part 3 must be 4 bytes, has 2'",
        "nevent, 0020KEY030400010000, 'kind must be 0 to 65535, is 65536'",
        "nevent, 0020KEY0304ffffffff, 'kind must be 0 to 65535, is -1'",
        "naddr, 00000220KEY, the pointer lacks its part 3",
        "naddr, 0001FF0220KEY030400000001, the pointer holds a text that is not UTF-8",
        "nprofile, 0020KEY0101FF, the pointer holds a text that is not UTF-8",
        "npub, AABB, 'public key must be 32 bytes, has 2'",
        "note, AABB, 'id must be 64 lower-case hex digits, has 4 characters'",
        "nrelay, 0000, the prefix is none of NIP-19's"
    })
    void saysWhatIsWrongWithAPointer(String prefix, String hex, String message) {
        String text = pointer(prefix, hex.replace("KEY", KEY.hex()));

        assertThatIllegalArgumentException().isThrownBy(() -> Nip19.parse(text)).withMessage(message);
    }

    @Test
    void refusesTextsThatDoNotFitIntoAPart() {
        String longest = "ß".repeat(127) + "x";

        assertThat(Nip19.parse(new Naddr(longest, KEY, 1, List.of(longest)).encode()))
                .isEqualTo(new Naddr(longest, KEY, 1, List.of(longest)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Naddr("ß".repeat(128), KEY, 1, List.of()))
                .withMessage("identifier must be at most 255 bytes, has 256");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Nprofile(KEY, List.of("x".repeat(256))))
                .withMessage("relay must be at most 255 bytes, has 256");
    }

    @Test
    void refusesToWriteWhatNobodyWouldRead() {
        Nprofile tooLong = new Nprofile(KEY, Collections.nCopies(20, "x".repeat(255)));

        assertThatIllegalArgumentException().isThrownBy(tooLong::encode).withMessageContaining("5000 characters");
    }

    private static String pointer(String prefix, String hex) {
        return new Bech32(prefix, HexFormat.of().parseHex(hex)).encode();
    }
}
