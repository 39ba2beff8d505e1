package dev.bluebell.server.http;

import dev.bluebell.blossom.BlobHash;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which endpoint answers which method and path, but for reads of blobs, which do not come here. Immutable. */
final class Routes {

    private static final String LIST = "/list/";

    private final Map<String, Map<String, Endpoint>> fixed;
    private final DeleteEndpoint delete;
    private final ListEndpoint list;

    /**
     * All routes but the reads of blobs.
     *
     * @param fixed endpoints by path and method
     */
    Routes(Map<String, Map<String, Endpoint>> fixed, DeleteEndpoint delete, ListEndpoint list) {
        this.fixed = fixed;
        this.delete = delete;
        this.list = list;
    }

    /** Who answers a request. */
    sealed interface Match {}

    /** Somebody. */
    record Found(Endpoint endpoint) implements Match {}

    /** Nobody; this says so. */
    record NotFound(Answer answer) implements Match {}

    Match find(String method, String path) {
        Map<String, Endpoint> methods = endpoints(path);
        Endpoint endpoint = methods.get(method);
        if (endpoint != null) {
            return new Found(endpoint);
        }
        return new NotFound(methods.isEmpty() ? unknown(path) : otherMethod(path, methods.keySet()));
    }

    private Map<String, Endpoint> endpoints(String path) {
        Optional<BlobHash> hash = BlobPath.hash(path);
        if (hash.isPresent()) {
            return Map.of("DELETE", exchange -> delete.handle(exchange, hash.get()));
        }
        if (path.startsWith(LIST)) {
            return Map.of("GET", exchange -> list.handle(exchange, path.substring(LIST.length())));
        }
        return fixed.getOrDefault(path, Map.of());
    }

    private static Answer otherMethod(String path, Set<String> methods) {
        Set<String> allowed = new TreeSet<>(methods);
        allowed.add("OPTIONS");
        if (BlobPath.hash(path).isPresent()) {
            allowed.addAll(Set.of("GET", "HEAD"));
        }
        String list = String.join(", ", allowed);
        return Answer.refusal(405, "this path knows only " + list).with("Allow", list);
    }

    private static Answer unknown(String path) {
        return BlobPath.isAttempt(path)
                ? Answer.refusal(400, "a blob is at /<sha256>, 64 hex digits, with an extension or without")
                : Answer.refusal(404, "there is nothing at this path; GET / tells what this server offers");
    }
}
