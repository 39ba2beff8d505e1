package dev.bluebell.bluesky.identity;

import dev.bluebell.bluesky.Did;
import java.util.Optional;

/** Reads DIDs that anybody may have written. */
final class Dids {

    private Dids() {}

    static Optional<Did> read(String text) {
        try {
            return Optional.of(new Did(text.strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
