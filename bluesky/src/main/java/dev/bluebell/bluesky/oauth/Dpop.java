package dev.bluebell.bluesky.oauth;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.bluebell.bluesky.http.HttpAnswer;
import dev.bluebell.bluesky.xrpc.Credential;
import dev.bluebell.bluesky.xrpc.XrpcJson;
import java.net.URI;
import java.time.InstantSource;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;

/**
 * Proves with each request that the sender has the key to which its token is bound (RFC 9449). A server's nonce is kept by its
 * origin and renewed by every answer. Thread-safe.
 */
final class Dpop {

    private static final String NONCE = "DPoP-Nonce";
    private static final String WANTED = "use_dpop_nonce";
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;

    /** Of more servers than that, no nonce is kept: they ask for one each time. */
    private static final int MOST_SERVERS = 1000;

    private final InstantSource clock;
    private final Secrets secrets;
    private final Map<String, String> nonces = new ConcurrentHashMap<>();

    Dpop(InstantSource clock, Secrets secrets) {
        this.clock = clock;
        this.secrets = secrets;
    }

    /** The headers of a request for a token. */
    Map<String, String> headers(DpopKey key, String method, URI url) {
        return Map.of("DPoP", proof(key, method, url, Optional.empty()));
    }

    /** By what a token is shown to a server. */
    Credential credential(DpopKey key, String accessToken) {
        return new Credential() {
            @Override
            public Map<String, String> headers(String method, URI url) {
                Map<String, String> headers = new LinkedHashMap<>();
                headers.put("Authorization", "DPoP " + accessToken);
                headers.put("DPoP", proof(key, method, url, Optional.of(accessToken)));
                return headers;
            }

            @Override
            public boolean learns(URI url, HttpAnswer answer) {
                return Dpop.this.learns(url, answer);
            }
        };
    }

    private String proof(DpopKey key, String method, URI url, Optional<String> accessToken) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .jwtID(secrets.text())
                .claim("htm", method)
                .claim("htu", origin(url) + url.getRawPath())
                .issueTime(Date.from(clock.instant()));
        Optional.ofNullable(nonces.get(origin(url))).ifPresent(nonce -> claims.claim("nonce", nonce));
        accessToken.ifPresent(token -> claims.claim("ath", Secrets.digest(token)));
        return key.sign(claims.build());
    }

    /**
     * Keeps the nonce of an answer.
     *
     * @return whether the server only wanted it in the proof, so that the same request is to be sent again
     */
    boolean learns(URI url, HttpAnswer answer) {
        Optional<String> nonce = answer.headers().firstValue(NONCE);
        nonce.filter(fresh -> nonces.size() < MOST_SERVERS || nonces.containsKey(origin(url)))
                .ifPresent(fresh -> nonces.put(origin(url), fresh));
        return nonce.isPresent() && wantsNonce(answer);
    }

    /** Servers for tokens say it in the body, others in a header. */
    private static boolean wantsNonce(HttpAnswer answer) {
        if (answer.status() != BAD_REQUEST && answer.status() != UNAUTHORIZED) {
            return false;
        }
        if (answer.headers().allValues("WWW-Authenticate").stream().anyMatch(value -> value.contains(WANTED))) {
            return true;
        }
        try {
            return XrpcJson.mapper()
                    .readTree(answer.text())
                    .path("error")
                    .asString("")
                    .equals(WANTED);
        } catch (JacksonException e) {
            return false;
        }
    }

    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority();
    }
}
