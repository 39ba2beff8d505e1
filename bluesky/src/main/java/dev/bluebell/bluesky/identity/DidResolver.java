package dev.bluebell.bluesky.identity;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.http.Http;
import dev.bluebell.bluesky.http.HttpAnswer;
import dev.bluebell.bluesky.http.HttpQuestion;
import dev.bluebell.bluesky.http.Loopback;
import dev.bluebell.bluesky.xrpc.Fields;
import dev.bluebell.bluesky.xrpc.XrpcJson;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;

/**
 * Finds the documents of DIDs: did:plc in a directory, did:web at its host. Thread-safe.
 *
 * @param http asks for them
 * @param plc the directory
 */
public record DidResolver(Http http, URI plc) {

    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;

    /**
     * Checks the address.
     *
     * @throws IllegalArgumentException if it is neither https nor plain http to loopback
     */
    public DidResolver {
        Loopback.check(plc);
    }

    /**
     * The document of a DID.
     *
     * @throws BlueskyException.Unresolved if there is none
     * @throws BlueskyException.Unreachable if whoever has it does not answer
     * @throws BlueskyException.BadAnswer if what comes is none, or that of another
     */
    public DidDocument resolve(Did did) {
        HttpQuestion question = HttpQuestion.get(address(did));
        HttpAnswer answer = http.send(question);
        if (answer.status() == NOT_FOUND || answer.status() == GONE) {
            throw new BlueskyException.Unresolved("there is no account %s".formatted(did), null);
        }
        if (!answer.isSuccess()) {
            throw new BlueskyException.BadAnswer(
                    "%s answered HTTP %d for %s".formatted(question.url().getHost(), answer.status(), did), null);
        }
        try {
            return DidDocument.read(
                    did, new Fields(XrpcJson.mapper().readTree(answer.text()), "the document of " + did));
        } catch (JacksonException e) {
            throw new BlueskyException.BadAnswer("the document of %s is no JSON".formatted(did), null);
        }
    }

    private URI address(Did did) {
        return switch (did.method()) {
            case "plc" -> URI.create("%s://%s/%s".formatted(plc.getScheme(), plc.getRawAuthority(), did));
            case "web" -> ofWeb(did);
            default ->
                throw new BlueskyException.Unresolved(
                        "%s is neither did:plc nor did:web, the kinds that accounts have".formatted(did), null);
        };
    }

    /** AT Protocol knows hosts only, without paths; a port on this machine only. */
    private static URI ofWeb(Did did) {
        try {
            String authority = URLDecoder.decode(did.value().substring("did:web:".length()), StandardCharsets.UTF_8);
            String host = authority.contains(":") ? authority.substring(0, authority.indexOf(':')) : authority;
            boolean local = Loopback.is(host);
            if (!authority.matches(local ? "[a-z0-9.-]+(?::[0-9]{1,5})?" : "[a-zA-Z0-9.-]+")) {
                throw new IllegalArgumentException("no host");
            }
            return Loopback.check(URI.create((local ? "http" : "https") + "://" + authority + "/.well-known/did.json"));
        } catch (IllegalArgumentException e) {
            throw new BlueskyException.Unresolved("%s does not name a host".formatted(did), e);
        }
    }
}
