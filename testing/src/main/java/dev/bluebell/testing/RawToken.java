package dev.bluebell.testing;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Blossom tokens (BUD-11) as events to be bent, and as the text of an {@code Authorization} header. */
public final class RawToken {

    /** The kind of event that a token is. */
    public static final int KIND = 24_242;

    /** How the JSON of a token is written in base64. All of them are in use. */
    public enum Spelling {
        /** The alphabet with {@code +} and {@code /}, padded. */
        STANDARD(Base64.getEncoder()),
        /** The alphabet with {@code +} and {@code /}, without padding. */
        STANDARD_UNPADDED(Base64.getEncoder().withoutPadding()),
        /** The alphabet with {@code -} and {@code _}, padded. */
        URL(Base64.getUrlEncoder()),
        /** The alphabet with {@code -} and {@code _}, without padding: what BUD-11 asks for. */
        URL_UNPADDED(Base64.getUrlEncoder().withoutPadding());

        @SuppressWarnings("ImmutableEnumChecker") // an encoder has no state
        private final Base64.Encoder encoder;

        Spelling(Base64.Encoder encoder) {
            this.encoder = encoder;
        }

        /** {@return {@code json} in base64} */
        public String encode(String json) {
            return encoder.encodeToString(json.getBytes(StandardCharsets.UTF_8));
        }
    }

    private RawToken() {}

    /**
     * A good token, made ten seconds ago and valid for ten minutes.
     *
     * @param verb what it is good for, as in the {@code t} tag
     * @param now the time, in seconds since 1970
     * @param hashes the blobs it is good for
     */
    public static RawEvent event(RawKey author, String verb, long now, String... hashes) {
        RawEvent event = new RawEvent(author, KIND, now - 10)
                .withContent("A token for a test")
                .with("t", verb)
                .with("expiration", Long.toString(now + 600));
        for (String hash : hashes) {
            event = event.with("x", hash);
        }
        return event;
    }

    /** {@return the value of the header, spelt as BUD-11 asks} */
    public static String header(RawEvent token) {
        return header(token, Spelling.URL_UNPADDED);
    }

    /** {@return the value of the header} */
    public static String header(RawEvent token, Spelling spelling) {
        return "Nostr " + spelling.encode(token.json());
    }
}
