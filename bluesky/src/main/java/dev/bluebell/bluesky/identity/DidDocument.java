package dev.bluebell.bluesky.identity;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Handle;
import dev.bluebell.bluesky.http.Loopback;
import dev.bluebell.bluesky.xrpc.Fields;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a DID says of itself.
 *
 * @param did whose document
 * @param handle what it says it is called; true only if the handle says the same
 * @param services its services, by their ids with {@code #} before them
 */
public record DidDocument(Did did, Optional<Handle> handle, Map<String, URI> services) {

    private static final String PDS = "#atproto_pds";
    private static final String AT = "at://";

    /** Copies the services. */
    public DidDocument {
        services = Map.copyOf(services);
    }

    /**
     * Reads a document; services that cannot be asked are passed over.
     *
     * @throws BlueskyException.BadAnswer if it is no document, or that of another DID
     */
    static DidDocument read(Did did, Fields fields) {
        if (!fields.text("id").equals(did.value())) {
            throw new BlueskyException.BadAnswer("what came for %s is the document of another".formatted(did), null);
        }
        Optional<Handle> handle = fields.texts("alsoKnownAs").stream()
                .filter(name -> name.startsWith(AT))
                .findFirst()
                .flatMap(name -> handle(name.substring(AT.length())));
        Map<String, URI> services = new LinkedHashMap<>();
        for (Fields service : fields.objects("service")) {
            String id = service.findText("id").orElse("");
            address(service).ifPresent(url -> services.putIfAbsent(id.substring(Math.max(id.indexOf('#'), 0)), url));
        }
        return new DidDocument(did, handle, services);
    }

    private static Optional<Handle> handle(String name) {
        try {
            return Optional.of(new Handle(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Only the server counts; the type says what the id says already. */
    private static Optional<URI> address(Fields service) {
        try {
            // An endpoint may also be an object or a list, which is not for us.
            URI url = Loopback.check(
                    URI.create(service.node().path("serviceEndpoint").asString("")));
            return Optional.of(URI.create(url.getScheme() + "://" + url.getRawAuthority()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The PDS of the account. */
    public Optional<URI> pds() {
        return Optional.ofNullable(services.get(PDS));
    }

    /** The ids of its services. */
    public List<String> serviceIds() {
        return services.keySet().stream().sorted().toList();
    }
}
