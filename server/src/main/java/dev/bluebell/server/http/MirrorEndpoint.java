package dev.bluebell.server.http;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.TokenVerdict;
import dev.bluebell.blossom.Verb;
import dev.bluebell.server.Holdings;
import dev.bluebell.server.Received;
import dev.bluebell.server.ServerLimits;
import dev.bluebell.server.index.Recorded;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code PUT /mirror} (BUD-04): fetches a blob from elsewhere, and keeps it if the token was made for it. */
final class MirrorEndpoint implements Endpoint {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Admission admission;
    private final Origins origins;
    private final Holdings holdings;
    private final Names names;
    private final InstantSource clock;

    MirrorEndpoint(Admission admission, Origins origins, Holdings holdings, Names names, InstantSource clock) {
        this.admission = admission;
        this.origins = origins;
        this.holdings = holdings;
        this.names = names;
        this.clock = clock;
    }

    @Override
    public Answer handle(Exchange exchange) {
        TokenVerdict.Granted token =
                admission.admit(exchange, Verb.UPLOAD, Optional.empty(), OptionalLong.empty(), Optional.empty());
        URI url = url(exchange.text(ServerLimits.MIRROR_BYTES));
        Recorded recorded = known(url, token).orElseGet(() -> fetch(url, token));
        return UploadEndpoint.answer(recorded, names.baseUrl(exchange.request()));
    }

    /** A blob that is here already need not be fetched again. */
    private Optional<Recorded> known(URI url, TokenVerdict.Granted token) {
        return BlobHash.lastIn(url.toString())
                .filter(token.hashes()::contains)
                .flatMap(hash -> holdings.claim(hash, token.author(), clock.instant()));
    }

    private Recorded fetch(URI url, TokenVerdict.Granted token) {
        try (Received received = origins.fetch(url)) {
            if (!token.hashes().contains(received.hash())) {
                throw new EarlyAnswer(
                        409,
                        "the origin sent a blob with the SHA-256 " + received.hash()
                                + ", for which the token has no x tag");
            }
            return holdings.keep(received, token.author(), clock.instant());
        }
    }

    private static URI url(String body) {
        String text;
        try {
            JsonNode url = JSON.readTree(body).path("url");
            text = url.isString() ? url.stringValue() : "";
        } catch (JacksonException e) {
            text = "";
        }
        try {
            URI url = new URI(text);
            String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
            if ((scheme.equals("http") || scheme.equals("https")) && url.getHost() != null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Refused below.
        }
        throw new EarlyAnswer(400, "the body must be JSON with the http or https address of a blob in url");
    }
}
