package dev.bluebell.blossom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlobDescriptorTest {

    private static final String HEX = "b1674191a88ec5cdd733e4240a81803105dc412d6c6708d53ab94fc248f4f553";
    private static final BlobDescriptor PDF = new BlobDescriptor(
            URI.create("https://cdn.example/" + HEX + ".pdf"),
            new BlobHash(HEX),
            184_292,
            "application/pdf",
            Instant.ofEpochSecond(1_725_105_921),
            List.of(List.of("m", "application/pdf"), List.of("dim", "1x2")));

    @Test
    void hasTheNamesOfBud02InItsJson() {
        assertThat(PDF.toJson())
                .isEqualTo(
                        "{\"url\":\"https://cdn.example/%1$s.pdf\",\"sha256\":\"%1$s\",\"size\":184292,".formatted(HEX)
                                + "\"type\":\"application/pdf\",\"uploaded\":1725105921,"
                                + "\"nip94\":[[\"m\",\"application/pdf\"],[\"dim\",\"1x2\"]]}");
    }

    @Test
    void isReadBackAsItWasWritten() {
        assertThat(BlobDescriptor.parse(PDF.toJson())).isEqualTo(PDF);
        assertThat(BlobDescriptor.parseList("[" + PDF.toJson() + "," + PDF.toJson() + "]"))
                .containsExactly(PDF, PDF);
    }

    @Test
    void needsNeitherTypeNorTimeNorKnownFields() {
        BlobDescriptor read = BlobDescriptor.parse(
                "{\"url\":\"http://cdn.example/a\",\"sha256\":\"%s\",\"size\":0,\"magnet\":{\"x\":[1]},\"type\":null}"
                        .formatted(HEX));

        assertThat(read.type()).isEqualTo("application/octet-stream");
        assertThat(read.uploaded()).isEqualTo(Instant.EPOCH);
        assertThat(read.nip94()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "png", "image/png\u009b31m", "image/\u202egnp", "image/png\u001b]0;x", "a/b, c/d", "*/*"})
    void hasNoTypeIfWhatItSaysIsNone(String type) {
        String json = new BlobDescriptor(PDF.url(), PDF.hash(), 1, type, Instant.EPOCH, List.of()).toJson();

        assertThat(BlobDescriptor.parse(json).type()).isEqualTo("application/octet-stream");
    }

    @Test
    void hasNoTypeIfItIsTooLongForOne() {
        String json = PDF.toJson().replace("application/pdf", "a/b;c=" + "d".repeat(250));

        assertThat(BlobDescriptor.parse(json).type()).isEqualTo("application/octet-stream");
    }

    @Test
    void keepsTheParametersOfItsType() {
        String json = PDF.toJson().replaceFirst("application/pdf", "text/plain; charset=utf-8");

        assertThat(BlobDescriptor.parse(json).type()).isEqualTo("text/plain; charset=utf-8");
    }

    @Test
    void hasItsUrlInAscii() {
        String json = PDF.toJson().replaceFirst("cdn.example/", "cdn.example/gr\u00f6\u00dfe-\u202e/");

        assertThat(BlobDescriptor.parse(json).url())
                .hasToString("https://cdn.example/gr%C3%B6%C3%9Fe-%E2%80%AE/" + HEX + ".pdf");
    }

    @Test
    void leavesOutTagsThatAreNoTags() {
        String json = PDF.toJson().replaceFirst("\"nip94\":.*", "\"nip94\":[7,[],[\"m\",1],[\"m\",\"a/b\"],{}]}");

        assertThat(BlobDescriptor.parse(json).nip94()).containsExactly(List.of("m", "a/b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "<html>",
                "[]",
                "{}",
                "{\"url\":\"https://a.b/\",\"size\":1}",
                "{\"sha256\":\"" + HEX + "\",\"size\":1}",
                "{\"url\":\"https://a.b/\",\"sha256\":\"" + HEX + "\"}",
                "{\"url\":\"https://a.b/\",\"sha256\":\"" + HEX + "\",\"size\":-1}",
                "{\"url\":\"https://a.b/\",\"sha256\":\"" + HEX + "\",\"size\":1.5}",
                "{\"url\":\"https://a.b/\",\"sha256\":\"" + HEX + "\",\"size\":1e400}",
                "{\"url\":\"https://a.b/\",\"sha256\":\"" + HEX + "\",\"size\":\"1\"}",
                "{\"url\":\"https://a.b/\",\"sha256\":\"b167\",\"size\":1}",
                "{\"url\":\"https://a.b/ c\",\"sha256\":\"" + HEX + "\",\"size\":1}",
                "{\"url\":\"javascript:alert(1)\",\"sha256\":\"" + HEX + "\",\"size\":1}",
                "{\"url\":\"/relative\",\"sha256\":\"" + HEX + "\",\"size\":1}",
                "{\"url\":\"https://a.b/\",\"sha256\":\"" + HEX + "\",\"size\":1,\"uploaded\":9223372036854775807}",
                "{\"url\":\"https://a.b/\",\"sha256\":\"" + HEX + "\",\"size\":1} more",
            })
    void isMalformedWithoutAnAddressAHashAndASize(String json) {
        assertThatExceptionOfType(BlossomException.Malformed.class).isThrownBy(() -> BlobDescriptor.parse(json));
    }

    @Test
    void isMalformedWhereNestingHasNoEnd() {
        assertThatExceptionOfType(BlossomException.Malformed.class)
                .isThrownBy(() -> BlobDescriptor.parseList("[".repeat(100_000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"nip94\":[%s]", "\"nip94\":[[%s]]", "\"nip94\":{\"a\":[%s]}", "\"magnet\":[%s]"})
    void isReadInLittleMemoryHoweverManyBracketsItHas(String field) {
        String brackets = field.formatted("[],".repeat(1_000_000) + "[]");
        String json = PDF.toJson().replaceFirst("\"nip94\":.*", brackets + "}");
        long before = allocatedBytes();

        assertThat(BlobDescriptor.parse(json).nip94()).isEmpty();
        assertThat(allocatedBytes() - before).isLessThan(1 << 20);
    }

    @Test
    void hasTheFirstFewOfTooManyTags() {
        String tags = "[\"t\",\"x\"],".repeat(1_000);
        String json = PDF.toJson().replaceFirst("\"nip94\":.*", "\"nip94\":[%s[\"t\",\"x\"]]}".formatted(tags));

        assertThat(BlobDescriptor.parse(json).nip94()).hasSize(32).containsOnly(List.of("t", "x"));
    }

    @Test
    void isMalformedWithAnAddressThatNobodyCouldUse() {
        String json = PDF.toJson().replaceFirst("cdn.example/", "cdn.example/" + "a".repeat(8192));

        assertThatExceptionOfType(BlossomException.Malformed.class)
                .isThrownBy(() -> BlobDescriptor.parse(json))
                .withMessageContaining("longer than 8192 characters");
    }

    private static long allocatedBytes() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Test
    void isNoListWhenItIsOneObject() {
        assertThatExceptionOfType(BlossomException.Malformed.class)
                .isThrownBy(() -> BlobDescriptor.parseList(PDF.toJson()));
    }

    @Test
    void isReadOrMalformedWhateverHappenedToItsText() {
        long seed = 20_260_422;
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            String mutant = Mutations.of(PDF.toJson(), random);
            try {
                BlobDescriptor.parse(mutant);
            } catch (BlossomException.Malformed e) {
                assertThat(e).as("seed %d", seed).hasMessageNotContaining("\n");
            } catch (RuntimeException e) {
                throw new AssertionError("seed %d, round %d: %s".formatted(seed, i, mutant), e);
            }
        }
    }

    @Test
    void hasNoNegativeSize() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BlobDescriptor(PDF.url(), PDF.hash(), -1, "a/b", Instant.EPOCH, List.of()));
    }
}
