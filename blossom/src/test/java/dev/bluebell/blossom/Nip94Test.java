package dev.bluebell.blossom;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class Nip94Test {

    private static final BlobHash HASH = new BlobHash("a".repeat(64));
    private static final BlobHash ORIGINAL = new BlobHash("b".repeat(64));

    @Test
    void writesItsTagsInTheOrderTheyWereGiven() {
        Nip94 tags = Nip94.of(URI.create("https://cdn.example/a.png"), "image/png", HASH, 12)
                .withOriginal(ORIGINAL)
                .withDimensions(640, 480)
                .with("blurhash", "LEHV6n");

        assertThat(tags.tags())
                .containsExactly(
                        List.of("url", "https://cdn.example/a.png"),
                        List.of("m", "image/png"),
                        List.of("x", HASH.hex()),
                        List.of("size", "12"),
                        List.of("ox", ORIGINAL.hex()),
                        List.of("dim", "640x480"),
                        List.of("blurhash", "LEHV6n"));
        assertThat(tags.hash()).contains(HASH);
        assertThat(tags.original()).contains(ORIGINAL);
        assertThat(tags.sizeBytes()).hasValue(12);
        assertThat(tags.first("blurhash")).contains("LEHV6n");
    }

    @Test
    void passesOverWhatMakesNoSense() {
        Nip94 tags = new Nip94(
                List.of(List.of(), List.of("x"), List.of("x", "zz"), List.of("size", "-1"), List.of("ox", "1")));

        assertThat(tags.hash()).isEmpty();
        assertThat(tags.original()).isEmpty();
        assertThat(tags.sizeBytes()).isEmpty();
        assertThat(tags.first("dim")).isEmpty();
    }
}
