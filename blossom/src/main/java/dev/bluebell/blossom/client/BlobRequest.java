package dev.bluebell.blossom.client;

import dev.bluebell.blossom.BlobDescriptor;
import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.Verb;
import dev.bluebell.media.FileTypes;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A request for a blob, wherever the server points for it.
 *
 * @param method {@code GET} or {@code HEAD}
 */
record BlobRequest(Session session, String method, BlobHash hash, ReadOptions options) {

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    Leeway leeway() {
        Leeway leeway = Leeway.of(Permit.of(Verb.GET, hash, options.authorization()), options.authorization())
                .paidBy(options.payments());
        return method.equals("HEAD") ? leeway.informing() : leeway;
    }

    /**
     * Goes where the server points, as long as it is for the same blob. The credentials stay with the server they are for.
     *
     * @param headers names and values in turn
     */
    HttpResponse<ArrivingBody> send(Credentials credentials, List<String> headers) {
        String extension = options.extension().isEmpty() ? "" : "." + options.extension();
        URI begin = session.server().resolve("/" + hash + extension);
        URI url = begin;
        for (int redirects = 0; redirects <= session.limits().redirects(); redirects++) {
            Credentials own = Redirect.sameServer(begin, url) ? credentials : Credentials.none();
            HttpResponse<ArrivingBody> response = send(url, own, headers);
            if (!REDIRECTS.contains(response.statusCode())) {
                return response;
            }
            response.body().close();
            url = Redirect.target(response, hash);
        }
        throw new BlossomException.BadAnswer(
                "%s redirects more than %d times"
                        .formatted(begin, session.limits().redirects()),
                null);
    }

    private HttpResponse<ArrivingBody> send(URI url, Credentials credentials, List<String> headers) {
        HttpRequest.Builder request = session.request(url, credentials)
                .header("Accept-Encoding", "identity")
                .method(method, BodyPublishers.noBody());
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        return session.wire()
                .send(request.build(), Patience.of(options.timeout().orElse(session.timeout())));
    }

    static String type(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Content-Type")
                .filter(FileTypes::isMediaType)
                .orElse(BlobDescriptor.UNKNOWN_TYPE);
    }

    static OptionalLong length(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Content-Length")
                .filter(digits -> digits.matches("[0-9]{1,18}"))
                .map(digits -> OptionalLong.of(Long.parseLong(digits)))
                .orElse(OptionalLong.empty());
    }
}
