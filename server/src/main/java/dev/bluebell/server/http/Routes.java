package dev.bluebell.server.http;

import dev.bluebell.blossom.BlobHash;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Which endpoint answers which method and path, but for reads of blobs, which do not come here. Immutable. */
final class Routes {

    private static final String LIST = "/list/";

    private final Map<String, Map<String, Endpoint>> fixed;
    private final Function<BlobHash, Map<String, Endpoint>> ofBlob;
    private final Function<String, Map<String, Endpoint>> ofList;

    /**
     * All routes but the reads of blobs.
     *
     * @param fixed endpoints by path and method
     * @param ofBlob endpoints of a blob, by method
     * @param ofList endpoints of whatever follows {@code /list/}, by method
     */
    Routes(
            Map<String, Map<String, Endpoint>> fixed,
            Function<BlobHash, Map<String, Endpoint>> ofBlob,
            Function<String, Map<String, Endpoint>> ofList) {
        this.fixed = fixed;
        this.ofBlob = ofBlob;
        this.ofList = ofList;
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
        boolean isThere = !methods.isEmpty() || BlobPath.hash(path).isPresent();
        return new NotFound(isThere ? otherMethod(path, methods.keySet()) : unknown(path));
    }

    private Map<String, Endpoint> endpoints(String path) {
        Optional<BlobHash> hash = BlobPath.hash(path);
        if (hash.isPresent()) {
            return ofBlob.apply(hash.get());
        }
        if (path.startsWith(LIST)) {
            return ofList.apply(path.substring(LIST.length()));
        }
        return fixed.getOrDefault(path, Map.of());
    }

    /** {@return what can be done at a path, for a header {@code Allow}} */
    String allowed(String path) {
        return allowed(path, endpoints(path).keySet());
    }

    private static String allowed(String path, Set<String> methods) {
        Set<String> allowed = new TreeSet<>(methods);
        allowed.add("OPTIONS");
        if (BlobPath.hash(path).isPresent()) {
            allowed.addAll(Set.of("GET", "HEAD"));
        }
        return String.join(", ", allowed);
    }

    private static Answer otherMethod(String path, Set<String> methods) {
        String list = allowed(path, methods);
        return Answer.refusal(405, "this path knows only " + list).with("Allow", list);
    }

    private static Answer unknown(String path) {
        return BlobPath.isAttempt(path)
                ? Answer.refusal(400, "a blob is at /<sha256>, 64 hex digits, with an extension or without")
                : Answer.refusal(404, "there is nothing at this path; GET / tells what this server offers");
    }
}
