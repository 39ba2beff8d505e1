package dev.bluebell.blossom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CashuRequestTest {

    private static final String COMPLETE =
            "creqAqGF0gaNhdGRwb3N0YWF4G2h0dHBzOi8vYXBpLmV4YW1wbGUuY29tL3BheWFn92FpaDQ4NDBmNTFlYWEZA+hhdWNzYXRhbYF4GGh0"
                    + "dHBzOi8vbWludC5leGFtcGxlLmNvbWFkcFByb2R1Y3QgcHVyY2hhc2Vhc/VlbnV0MTCjYWtkUDJQS2FkeEIwM2JhZjBjM2FjMj"
                    + "IwMzY2YzJjMzk3YmY5MzA1NzljNDE2MzQzNTU4NGY1NzNiMTA5MTA5ODdjNTQ0YzU5ZTYxZjFhdIGCZ3B1cnBvc2Vnb2ZmbGlu"
                    + "ZQ==";

    @ParameterizedTest
    @CsvFileSource(resources = "nut18.csv")
    void isReadAsTheSpecificationSays(String id, Long amount, String unit, String mints, String text) {
        CashuRequest request = CashuRequest.parse(text);

        assertThat(request)
                .isEqualTo(new CashuRequest(
                        text,
                        amount == null ? OptionalLong.empty() : OptionalLong.of(amount),
                        unit,
                        List.of(mints.split(" ", -1)),
                        false,
                        "",
                        id));
    }

    @Test
    void mayBeForOneUseAndDescribed() {
        CashuRequest request = CashuRequest.parse(COMPLETE);

        assertThat(request.singleUse()).isTrue();
        assertThat(request.description()).isEqualTo("Product purchase");
        assertThat(request.amount()).hasValue(1_000);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isReadInEverySpellingOfBase64(boolean padded) {
        String standard = padded ? COMPLETE : COMPLETE.replace("=", "");
        String url = standard.replace('+', '-').replace('/', '_');

        assertThat(CashuRequest.parse(url).description()).isEqualTo("Product purchase");
        assertThat(CashuRequest.parse(standard).description()).isEqualTo("Product purchase");
    }

    @Test
    void isOfOneLine() {
        CashuRequest request = CashuRequest.parse(text(join("a2 6175 64 73 61 0a 74 6164 65 61 1b 5b 0d 62")));

        assertThat(request.unit()).isEqualTo("sa t");
        assertThat(request.description()).isEqualTo("a [ b");
    }

    @Test
    void isAskedForNothingAtAllIfItSaysNothing() {
        assertThat(CashuRequest.parse(text("a0")))
                .isEqualTo(new CashuRequest(text("a0"), OptionalLong.empty(), "", List.of(), false, "", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "'', breaks off",
        "80, no fields",
        "01, no fields",
        "a1, breaks off",
        "a0 00, behind its end",
        "a1 61 61 20, amount",
        "a1 61 61 61 31, amount",
        "a1 61 61 fb 3ff0000000000000, amount",
        "a1 61 61 1b ffffffffffffffff, too large",
        "a1 61 6d 61 61, no list",
        "a1 61 6d 81 01, no text",
        "a1 61 75 01, no text",
        "a1 01 02, no text",
        "a2 61 61 01 61 61 02, twice",
        "a1 61 75 62 ff fe, UTF-8",
        "bf ff, beforehand",
        "a1 61 75 7f 61 61 ff, beforehand",
        "a1 61 75 1c, beforehand",
        "a1 61 75 7b 7fffffffffffffff 61, breaks off",
        "bb 7fffffffffffffff, breaks off",
        "9b 7fffffffffffffff, breaks off",
        "9a ffffffff 80, breaks off",
        "a1 61 75 f8, breaks off",
        "a1 61 75 fc, of no kind",
        "81 81 81 81 81 81 81 81 81 81 00, too deep",
        "c0 c0 c0 c0 c0 c0 c0 c0 c0 c0 00, too deep",
    })
    void isRefusedIfItIsNoSuchThing(String hex, String reason) {
        assertMalformed(text(join(hex)), reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "creqB1qqqq", "cashuAabc", "creqA\u00e9", "creqA a0", "creqA====", "creqAoA=A"})
    void isNotJustAnything(String text) {
        assertMalformed(text, "");
    }

    @Test
    void isNoLongerThanAHeader() {
        assertMalformed("creqA" + "oA".repeat(5_000), "begins with creqA");
    }

    @Test
    void isReadOrRefusedWhateverHappenedToIt() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        byte[] whole = Base64.getDecoder().decode(COMPLETE.substring("creqA".length()));
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
            for (int j = random.nextInt(4); j > 0 && damaged.length > 0; j--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            String text = "creqA" + Base64.getUrlEncoder().encodeToString(damaged);
            assertThatNoException().as("seed %d, round %d", seed, i).isThrownBy(() -> readOrRefuse(text));
        }
    }

    private static void readOrRefuse(String text) {
        try {
            CashuRequest.parse(text);
        } catch (BlossomException.Malformed e) {
            assertThat(e.getMessage().getBytes(StandardCharsets.US_ASCII)).hasSizeLessThan(200);
        }
    }

    private static String join(String hex) {
        return hex.replace(" ", "");
    }

    private static String text(String hex) {
        return "creqA"
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(HexFormat.of().parseHex(hex));
    }

    private static void assertMalformed(String text, String reason) {
        assertThatExceptionOfType(BlossomException.Malformed.class)
                .isThrownBy(() -> CashuRequest.parse(text))
                .withMessageContaining(reason);
    }
}
