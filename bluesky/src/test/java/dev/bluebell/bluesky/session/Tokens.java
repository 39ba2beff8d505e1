package dev.bluebell.bluesky.session;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Looks into tokens. */
final class Tokens {

    private Tokens() {}

    /** The claims of a token, with or without {@code Bearer} before it. */
    static String claims(String token) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
    }
}
