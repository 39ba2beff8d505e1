package dev.bluebell.testing;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server with some quirks objects to, and how it answers. Immutable. */
record Strictness(URI own, Set<Quirk> quirks) {

    private static final Duration NEAR = Duration.ofMinutes(3);
    private static final Pattern BLOB = Pattern.compile("/([0-9a-f]{64})(?:\\.[a-z0-9]+)?");

    /** A status and why; {@link MemoryBlossom#PASS} for no objection. */
    record Objection(int status, String reason) {

        static final Objection NONE = new Objection(MemoryBlossom.PASS, "");
    }

    Strictness {
        quirks = Set.copyOf(quirks);
    }

    /** What is wrong with a request, but for what its body will show. */
    Objection objection(MemoryBlossom.Request request) {
        boolean upload =
                request.method().equals("PUT") && Set.of("/upload", "/media").contains(request.target());
        if (upload
                && has(Quirk.CONTENT_DIGEST)
                && !request.header("content-digest").matches("[0-9a-f]{64}")) {
            return new Objection(400, "Content-Digest is missing");
        }
        if (upload && has(Quirk.SHA_HEADER) && request.header("x-sha-256").isEmpty()) {
            return new Objection(400, "X-SHA-256 is missing");
        }
        if (has(Quirk.NO_CHECK)
                && request.method().equals("HEAD")
                && !BLOB.matcher(request.target()).matches()) {
            return new Objection(404, "there is no such endpoint");
        }
        if (has(Quirk.PLAIN_BASE64) && request.authorization().matches(".*[+/].*")) {
            return new Objection(400, "the token cannot be decoded");
        }
        return verb(request)
                .flatMap(verb -> objection(request, verb))
                .map(words -> new Objection(401, words))
                .orElse(Objection.NONE);
    }

    /** Whether the token of a mirror is for the blob that came. */
    boolean grantsMirror(MemoryBlossom.Request request, String hash) {
        return !has(Quirk.HASH_TAG)
                || SignedToken.of(request.authorization()).values("x").contains(hash);
    }

    boolean describesBlobs() {
        return !has(Quirk.BARE_HEAD);
    }

    int statusOfCheck() {
        return has(Quirk.NO_CONTENT) ? 204 : 200;
    }

    int statusOfNew() {
        return has(Quirk.ALWAYS_OK) ? 200 : 201;
    }

    boolean knowsCursor() {
        return !has(Quirk.CURSOR_IGNORED) && pages();
    }

    boolean pages() {
        return !has(Quirk.NO_PAGES);
    }

    private boolean has(Quirk quirk) {
        return quirks.contains(quirk);
    }

    /** What a request needs a token for; nothing if it needs none. */
    private Optional<String> verb(MemoryBlossom.Request request) {
        if (quirks.isEmpty()) {
            return Optional.empty();
        }
        String path = request.target().replaceFirst("[?].*", "");
        return switch (request.method()) {
            case "DELETE" -> Optional.of("delete");
            case "PUT" -> Optional.of(path.equals("/media") && !has(Quirk.MEDIA_AS_UPLOAD) ? "media" : "upload");
            default ->
                Optional.of(
                                path.startsWith("/list/")
                                        ? "list"
                                        : path.equals("/upload") ? "upload" : path.equals("/media") ? "media" : "get")
                        .filter(verb -> has(Quirk.PRIVATE) || verb.equals("upload"));
        };
    }

    private Optional<String> objection(MemoryBlossom.Request request, String verb) {
        Optional<String> spelling = SignedToken.objectionToSpelling(
                request.authorization(), has(Quirk.STANDARD_BASE64), has(Quirk.URL_BASE64));
        if (spelling.isPresent()) {
            return spelling;
        }
        SignedToken token = SignedToken.of(request.authorization());
        Instant now = Instant.now();
        return first(List.of(
                token.flaw(now),
                objectUnless(token.values("t").contains(verb), "the token is not to " + verb),
                objectUnless(!has(Quirk.NOT_AHEAD) || !token.created().isAfter(now), "the token is from the future"),
                objectUnless(
                        !has(Quirk.NEAR_IN_TIME)
                                || Duration.between(token.created(), now).abs().compareTo(NEAR) <= 0,
                        "the token is not from now"),
                objectToServer(token),
                objectUnless(!has(Quirk.HASH_TAG) || namesBlob(token, request), "the token is for another blob")));
    }

    private Optional<String> objectToServer(SignedToken token) {
        List<String> servers = token.values("server");
        boolean domain = !has(Quirk.DOMAIN_TAG) || servers.isEmpty() || servers.contains(own.getHost());
        boolean url = !has(Quirk.URL_TAG) || servers.isEmpty() || servers.contains(own.toString());
        return objectUnless(domain && url, "the token is for another server");
    }

    private static boolean namesBlob(SignedToken token, MemoryBlossom.Request request) {
        Matcher blob = BLOB.matcher(request.target());
        String hash = blob.matches() ? blob.group(1) : request.header("x-sha-256");
        return hash.isEmpty() || token.values("x").contains(hash);
    }

    private static Optional<String> objectUnless(boolean fine, String objection) {
        return fine ? Optional.empty() : Optional.of(objection);
    }

    private static Optional<String> first(List<Optional<String>> objections) {
        return objections.stream().flatMap(Optional::stream).findFirst();
    }
}
