package dev.bluebell.bluesky.session;

import dev.bluebell.bluesky.xrpc.XrpcJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * How long a token says that it lives. It is not checked, as it is the server's own affair: only to know when to ask for
 * another. The times in it are those of the server's clock, their difference is true on any.
 */
final class TokenLife {

    /** Longer is not to be believed. */
    private static final long LONGEST_SECONDS = Duration.ofDays(366).toSeconds();

    private TokenLife() {}

    /** How long, if it is a JSON web token that says so. */
    static Optional<Duration> of(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            return of(XrpcJson.mapper().readTree(claims));
        } catch (IllegalArgumentException | JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> of(JsonNode claims) {
        JsonNode issued = claims.path("iat");
        JsonNode expires = claims.path("exp");
        if (!issued.isIntegralNumber() || !expires.isIntegralNumber()) {
            return Optional.empty();
        }
        long seconds = expires.asLong(0) - issued.asLong(0);
        return seconds < 0 || seconds > LONGEST_SECONDS ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
    }
}
