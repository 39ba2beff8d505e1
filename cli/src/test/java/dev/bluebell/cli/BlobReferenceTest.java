package dev.bluebell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.blossom.ServerAddress;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlobReferenceTest {

    private static final String HASH = "ab".repeat(32);

    @Test
    void readsAHash() {
        BlobReference blob = BlobReference.parse(HASH.toUpperCase(Locale.ROOT)).orElseThrow();

        assertThat(blob.hash().hex()).isEqualTo(HASH);
        assertThat(blob.path()).isEqualTo("/" + HASH);
        assertThat(blob.servers()).isEmpty();
    }

    @Test
    void readsAUrlWithItsServer() {
        BlobReference blob = BlobReference.parse("https://cdn.example:8443/x/%s.png?w=1".formatted(HASH))
                .orElseThrow();

        assertThat(blob.servers()).map(ServerAddress::toString).containsExactly("https://cdn.example:8443");
        assertThat(blob.path()).isEqualTo("/" + HASH + ".png");
    }

    @Test
    void readsABlossomUriWithItsHints() {
        BlobReference blob = BlobReference.parse("blossom:%s.pdf?xs=cdn.example&sz=7".formatted(HASH))
                .orElseThrow();

        assertThat(blob.servers())
                .map(ServerAddress::toString)
                .containsExactly("https://cdn.example", "http://cdn.example");
        assertThat(blob.uri().sizeBytes()).hasValue(7);
        assertThat(blob.extension()).isEqualTo("pdf");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "abc", "https://cdn.example/", "ftp://cdn.example/x", "blossom:abc", "mailto:a@b.example"})
    void readsNothingElse(String text) {
        assertThat(BlobReference.parse(text)).isEmpty();
    }
}
