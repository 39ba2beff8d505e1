package dev.bluebell.blossom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bluebell.nostr.PublicKey;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlossomUriTest {

    private static final String HEX = "b1674191a88ec5cdd733e4240a81803105dc412d6c6708d53ab94fc248f4f553";
    private static final BlobHash HASH = new BlobHash(HEX);
    private static final PublicKey ALICE =
            new PublicKey("ec4425ff5e9446080d2f70440188e3ca5d6da8713db7bdeef73d0ed54d9093f0");
    private static final PublicKey BOB =
            new PublicKey("781208004e09102d7da3b7345e64fd193cd1bc3fce8fdae6008d77f9cabcd036");
    private static final BlossomUri FULL = new BlossomUri(
            HASH,
            "pdf",
            List.of("cdn.satellite.earth", "https://blossom.primal.net"),
            List.of(ALICE, BOB),
            OptionalLong.of(184_292));

    @Test
    void needsNoHints() {
        BlossomUri uri = BlossomUri.parse("blossom:" + HEX + ".bin");

        assertThat(uri).isEqualTo(new BlossomUri(HASH, "bin", List.of(), List.of(), OptionalLong.empty()));
        assertThat(uri).hasToString("blossom:" + HEX + ".bin");
    }

    @Test
    void collectsRepeatedHintsInAnyOrder() {
        String text = "blossom:%s.pdf?xs=cdn.satellite.earth&as=%s&xs=https://blossom.primal.net&sz=184292&as=%s"
                .formatted(HEX, ALICE, BOB);

        assertThat(BlossomUri.parse(text)).isEqualTo(FULL);
    }

    @Test
    void isReadBackAsItWasWritten() {
        assertThat(BlossomUri.parse(FULL.toString())).isEqualTo(FULL);
        assertThat(FULL)
                .hasToString("blossom:%s.pdf?xs=cdn.satellite.earth&xs=https://blossom.primal.net&as=%s&as=%s&sz=184292"
                        .formatted(HEX, ALICE, BOB));
    }

    @Test
    void doesNotMindPercentSignsUpperCaseAndNpubs() {
        String text = "BLOSSOM:%s.tar.gz?xs=http%%3A%%2F%%2F%%5B%%3A%%3A1%%5D%%3A3000&as=%s"
                .formatted(HEX.toUpperCase(Locale.ROOT), ALICE.npub());

        BlossomUri uri = BlossomUri.parse(text);

        assertThat(uri)
                .isEqualTo(new BlossomUri(
                        HASH, "tar.gz", List.of("http://[::1]:3000"), List.of(ALICE), OptionalLong.empty()));
        assertThat(BlossomUri.parse(uri.toString())).isEqualTo(uri);
    }

    @Test
    void triesHttpsBeforeHttpWhereTheHintDoesNotSay() {
        BlossomUri uri =
                BlossomUri.parse("blossom:" + HEX + ".pdf?xs=cdn.example&xs=http://b.example:81&xs=cdn.example");

        assertThat(uri.serverAddresses())
                .containsExactly(
                        URI.create("https://cdn.example"),
                        URI.create("http://cdn.example"),
                        URI.create("http://b.example:81"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "xs=",
                "xs=a b",
                "xs=ftp://a.b",
                "xs=a.b/path",
                "xs=%zz",
                "as=",
                "as=abc",
                "sz=0",
                "sz=-1",
                "sz=1.5",
                "sz=99999999999999999999",
                "zz=1",
                "&&",
                "?",
                "XS=a.b"
            })
    void passesOverHintsThatMakeNoSense(String hint) {
        assertThat(BlossomUri.parse("blossom:" + HEX + ".pdf?" + hint))
                .isEqualTo(new BlossomUri(HASH, "pdf", List.of(), List.of(), OptionalLong.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "blossom:",
                "blob:" + HEX + ".pdf",
                "https://cdn.example/" + HEX + ".pdf",
                "blossom:" + HEX,
                "blossom:" + HEX + ".",
                "blossom:" + HEX + ".a/b",
                "blossom:" + HEX + "...",
                "blossom:" + HEX + "0.pdf",
                "blossom:b167.pdf",
                "blossom://" + HEX + ".pdf",
            })
    void isMalformedWithoutSchemeHashAndExtension(String text) {
        assertThatExceptionOfType(BlossomException.Malformed.class).isThrownBy(() -> BlossomUri.parse(text));
    }

    @Test
    void isMalformedWhenItIsEndless() {
        String text = "blossom:" + HEX + ".pdf?" + "xs=a.b&".repeat(2_000);

        assertThatExceptionOfType(BlossomException.Malformed.class).isThrownBy(() -> BlossomUri.parse(text));
    }

    @Test
    void isReadOrMalformedWhateverHappenedToItsText() {
        long seed = 10;
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            String mutant = Mutations.of(FULL.toString(), random);
            try {
                BlossomUri uri = BlossomUri.parse(mutant);
                assertThat(BlossomUri.parse(uri.toString())).isEqualTo(uri);
            } catch (BlossomException.Malformed e) {
                assertThat(e).as("seed %d", seed).hasMessageContaining("blossom URI");
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed %d, round %d: %s".formatted(seed, i, mutant), e);
            }
        }
    }

    @Test
    void isNotMadeOfImpossibleParts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BlossomUri(HASH, "a b", List.of(), List.of(), OptionalLong.empty()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BlossomUri(HASH, "a", List.of("x/y"), List.of(), OptionalLong.empty()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BlossomUri(HASH, "a", List.of(), List.of(), OptionalLong.of(0)));
    }
}
