package dev.bluebell.blossom.client;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.BlossomException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Objects;

/** Which redirects a client of Blossom may follow (BUD-01). */
final class Redirect {

    private Redirect() {}

    /**
     * Where a response points.
     *
     * @throws BlossomException.BadAnswer if that is nowhere, not for this blob, or from https to anything else
     */
    static URI target(HttpResponse<?> response, BlobHash hash) {
        URI from = response.uri();
        String location = response.headers().firstValue("Location").orElse("");
        URI to;
        try {
            to = from.resolve(new URI(location));
        } catch (URISyntaxException e) {
            throw new BlossomException.BadAnswer(from + " redirects to what is no URL", e);
        }
        // Anywhere in it: behind the hash, a signed URL of an object store has a signature that looks like one.
        if (!location.toLowerCase(Locale.ROOT).contains(hash.hex())) {
            throw new BlossomException.BadAnswer(from + " redirects to an address without the hash of the blob", null);
        }
        boolean web = "https".equals(to.getScheme()) || "http".equals(to.getScheme());
        boolean downgrade = "https".equals(from.getScheme()) && !"https".equals(to.getScheme());
        if (!web || downgrade || to.getHost() == null) {
            throw new BlossomException.BadAnswer(from + " redirects away from http or https", null);
        }
        return to;
    }

    /** Whether two addresses are of one server. */
    static boolean sameServer(URI one, URI other) {
        return Objects.equals(one.getScheme(), other.getScheme())
                && Objects.equals(one.getRawAuthority(), other.getRawAuthority());
    }
}
