package dev.bluebell.blossom;

import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.NostrException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Tokens as the text of a header.
 *
 * <p>BUD-11 wants base64url without padding, most servers decode only the standard alphabet, some insist on padding. The
 * two alphabets differ in the digits 62 and 63 only. Out of ASCII these can come from {@code > ? ~} and DEL alone. So
 * these four and whatever is not ASCII are written as JSON escapes, and blanks fill the JSON to a multiple of three
 * bytes: the text is then the same in every variant. The id of the event does not depend on how its JSON is written.
 */
final class TokenText {

    private static final String SCHEME = "Nostr ";

    private TokenText() {}

    static String write(Event token) {
        StringBuilder json = new StringBuilder();
        token.toJson().chars().forEach(c -> {
            if (c < '~' && c != '>' && c != '?') {
                json.append((char) c);
            } else {
                json.append("\\u%04x".formatted(c));
            }
        });
        json.repeat(' ', (3 - json.length() % 3) % 3);
        return SCHEME + Base64.getEncoder().encodeToString(json.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** @throws BlossomException.Malformed in one line of ASCII, if there is no event in the header */
    static Event read(String header) {
        String trimmed = header.strip();
        if (!trimmed.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new BlossomException.Malformed("the Authorization header must be 'Nostr' and a token");
        }
        String json = utf8(base64(trimmed.substring(SCHEME.length()).strip()));
        try {
            return Event.parse(json.strip());
        } catch (NostrException.MalformedEvent e) {
            throw new BlossomException.Malformed(
                    "the token is no Nostr event: " + ascii(String.valueOf(e.getMessage())), e);
        }
    }

    private static byte[] base64(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '=') {
            end--;
        }
        String standard = text.substring(0, end).replace('-', '+').replace('_', '/');
        try {
            return Base64.getDecoder().decode(standard);
        } catch (IllegalArgumentException e) {
            throw new BlossomException.Malformed("the token is not base64", e);
        }
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BlossomException.Malformed("the token is not UTF-8", e);
        }
    }

    private static String ascii(String message) {
        return message.replaceAll("[^ -~]", "?");
    }
}
