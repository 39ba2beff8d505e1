package dev.bluebell.nostr;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The files beside the tests. */
final class TestVectors {

    private TestVectors() {}

    static String text(String file) {
        try (InputStream in = Objects.requireNonNull(TestVectors.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> lines(String file) {
        return text(file).lines().toList();
    }

    static Event event(String name) {
        return Event.parse(text("events/" + name + ".json"));
    }
}
