package dev.bluebell.server.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.nostr.PublicKey;
import java.net.URI;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HintsTest {

    private static final String HEX = "ab".repeat(32);
    private static final BlobHash HASH = new BlobHash(HEX);
    private static final String KEY = "7e7e9c42a91bfef19fa929e5fda1b72e0ebc1a4c1141673e2794234d86addf4e";

    private static Hints parse(String query) {
        return Hints.parse(HASH, "/" + HEX, query);
    }

    @Test
    void readsTheQueryOfBud10() {
        Hints hints = parse("xs=cdn.example&as=" + KEY + "&sz=184292&xs=http://other.example:8080");

        assertThat(hints.servers())
                .containsExactly(
                        URI.create("https://cdn.example"),
                        URI.create("http://cdn.example"),
                        URI.create("http://other.example:8080"));
        assertThat(hints.authors()).containsExactly(PublicKey.parse(KEY));
        assertThat(hints.sizeBytes()).hasValue(184_292);
    }

    @Test
    void readsTheOtherSpellingOfServers() {
        assertThat(parse("sx=https://a.example&xs=https://b.example&xsx=https://c.example")
                        .servers())
                .containsExactly(URI.create("https://a.example"), URI.create("https://b.example"));
    }

    @Test
    void passesOverWhatMakesNoSense() {
        Hints hints = parse("xs=&xs=%&xs=ftp://a.example&xs=https://a.example/path&as=12&as=&sz=0&sz=-1&sz=x&&=&xs");

        assertThat(hints.servers()).isEmpty();
        assertThat(hints.authors()).isEmpty();
        assertThat(hints.sizeBytes()).isEqualTo(OptionalLong.empty());
        assertThat(hints.isEmpty()).isTrue();
    }

    @Test
    void isEmptyWithoutAQueryAndWithOneThatIsTooLong() {
        assertThat(parse("").isEmpty()).isTrue();
        assertThat(parse("sz=5").isEmpty()).isTrue();
        assertThat(parse("xs=cdn.example&" + "x".repeat(9000)).isEmpty()).isTrue();
    }

    @Test
    void takesEightServersAndFourAuthors() {
        String servers =
                IntStream.range(0, 20).mapToObj(i -> "xs=s" + i + ".example").collect(Collectors.joining("&"));
        String authors = IntStream.range(1, 10)
                .mapToObj(i -> "as=" + "%064x".formatted(i))
                .collect(Collectors.joining("&"));

        Hints hints = parse(servers + "&" + authors);

        assertThat(hints.servers()).hasSize(16).endsWith(URI.create("http://s7.example"));
        assertThat(hints.authors().size()).isLessThanOrEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"'', ''", ".png, .png", ".tar.gz, .tar.gz", ".%2e, ''", ". x, ''", ".ä, ''", ".a?b, ''"})
    void callsTheBlobAsTheClientDoesIfThatIsHarmless(String extension, String taken) {
        assertThat(Hints.parse(HASH, "/" + HEX.toUpperCase(java.util.Locale.ROOT) + extension, "")
                        .name())
                .isEqualTo(HEX + taken);
    }
}
