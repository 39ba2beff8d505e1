package dev.bluebell.blossom;

import dev.bluebell.nostr.PublicKey;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A reference to a blob wherever it is, with hints on where to look (BUD-10).
 *
 * @param hash which blob
 * @param extension without a dot, {@value #UNKNOWN_EXTENSION} if nothing better is known
 * @param servers where it may be, best first: a host, a host and port, or an http(s) URL of either
 * @param authors in whose server lists (BUD-03) to look next
 * @param sizeBytes how long the blob is, at least 1
 */
public record BlossomUri(
        BlobHash hash, String extension, List<String> servers, List<PublicKey> authors, OptionalLong sizeBytes) {

    /** The extension of a blob that nobody knows the type of. */
    public static final String UNKNOWN_EXTENSION = "bin";

    private static final String SCHEME = "blossom:";
    private static final int MAX_CHARACTERS = 8192;
    private static final Pattern EXTENSION = Pattern.compile("[A-Za-z0-9]{1,16}(?:\\.[A-Za-z0-9]{1,16}){0,2}");
    private static final Pattern NAME = Pattern.compile("([0-9A-Fa-f]{64})\\.(" + EXTENSION + ")");

    /**
     * Checks the parts and copies the lists.
     *
     * @throws IllegalArgumentException if the extension is more than letters, digits and dots, a server is none, or
     *     the size is not positive
     */
    public BlossomUri {
        servers = List.copyOf(servers);
        authors = List.copyOf(authors);
        if (!EXTENSION.matcher(extension).matches()) {
            throw new IllegalArgumentException("the extension of a blossom URI is letters and digits only");
        }
        if (!servers.stream().allMatch(BlossomUri::isServer)) {
            throw new IllegalArgumentException("a server of a blossom URI is a host or an http(s) URL of one");
        }
        if (sizeBytes.orElse(1) < 1) {
            throw new IllegalArgumentException("the size of a blossom URI is at least one byte");
        }
    }

    /** A reference that says nothing but which blob is meant. */
    public static BlossomUri of(BlobHash hash) {
        return new BlossomUri(hash, UNKNOWN_EXTENSION, List.of(), List.of(), OptionalLong.empty());
    }

    /**
     * Reads a URI. Hints that make no sense are passed over, as are parameters that nobody knows.
     *
     * @throws BlossomException.Malformed if scheme, hash or extension are not there, or the text is longer than 8,192
     *     characters
     */
    public static BlossomUri parse(String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw new BlossomException.Malformed("a blossom URI has at most %d characters".formatted(MAX_CHARACTERS));
        }
        if (!text.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new BlossomException.Malformed("a blossom URI begins with " + SCHEME);
        }
        String[] nameAndHints = text.substring(SCHEME.length()).split("\\?", 2);
        Matcher name = NAME.matcher(nameAndHints[0]);
        if (!name.matches()) {
            throw new BlossomException.Malformed("a blossom URI has a hash of 64 hex digits, a dot and an extension");
        }
        String hints = nameAndHints.length > 1 ? nameAndHints[1] : "";
        return new BlossomUri(
                new BlobHash(name.group(1).toLowerCase(Locale.ROOT)),
                name.group(2),
                hints(hints, "xs=").filter(BlossomUri::isServer).toList(),
                hints(hints, "as=").flatMap(key -> author(key).stream()).toList(),
                hints(hints, "sz=")
                        .filter(digits -> digits.matches("0{0,9}[1-9][0-9]{0,17}"))
                        .mapToLong(Long::parseLong)
                        .findFirst());
    }

    /** The addresses to try, in order: https before http where the hint does not say. */
    public List<URI> serverAddresses() {
        return servers.stream().flatMap(BlossomUri::addresses).distinct().toList();
    }

    /** The spelling of BUD-10, which {@link #parse} reads. */
    @Override
    public String toString() {
        List<String> hints = new ArrayList<>();
        servers.forEach(server -> hints.add("xs=" + server.replace("[", "%5B").replace("]", "%5D")));
        authors.forEach(author -> hints.add("as=" + author.hex()));
        sizeBytes.ifPresent(size -> hints.add("sz=" + size));
        String name = SCHEME + hash.hex() + "." + extension;
        return hints.isEmpty() ? name : name + "?" + String.join("&", hints);
    }

    private static Stream<String> hints(String query, String prefix) {
        return Stream.of(query.split("&"))
                .filter(hint -> hint.startsWith(prefix))
                .flatMap(hint -> decoded(hint.substring(prefix.length())).stream());
    }

    private static Optional<String> decoded(String value) {
        try {
            return Optional.of(URLDecoder.decode(value, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<PublicKey> author(String key) {
        try {
            return Optional.of(PublicKey.parse(key));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isServer(String server) {
        return addresses(server).findAny().isPresent();
    }

    private static Stream<URI> addresses(String server) {
        Stream<String> urls =
                server.contains("://") ? Stream.of(server) : Stream.of("https://" + server, "http://" + server);
        return urls.flatMap(url -> ServerAddress.parse(url).stream()).map(ServerAddress::uri);
    }
}
