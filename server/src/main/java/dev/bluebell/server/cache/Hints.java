package dev.bluebell.server.cache;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.BlossomUri;
import dev.bluebell.nostr.PublicKey;
import java.net.URI;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Where a client says that a blob may be found, in the words of BUD-10: {@code xs} (or {@code sx}, as some write it) names
 * servers, {@code as} authors whose server lists name more, {@code sz} the size.
 *
 * @param name the blob as the client calls it: its hash, with an extension or without
 * @param servers where to ask, in order; of a name without a scheme https comes before http
 * @param authors in whose server lists to look next
 * @param sizeBytes how long the blob is, at least 1
 */
public record Hints(String name, List<URI> servers, List<PublicKey> authors, OptionalLong sizeBytes) {

    /** How many servers a request may name; further ones are passed over. */
    static final int MOST_SERVERS = 8;

    /** How many authors a request may name; further ones are passed over. */
    static final int MOST_AUTHORS = 4;

    private static final Pattern EXTENSION = Pattern.compile("\\.[A-Za-z0-9.]{1,32}");

    /** Copies the lists. */
    public Hints {
        servers = List.copyOf(servers);
        authors = List.copyOf(authors);
    }

    /**
     * Reads the URL of a blob. What makes no sense in it is passed over.
     *
     * @param hash which blob
     * @param path a slash, the hash and perhaps an extension
     * @param query what follows the question mark; empty for nothing
     */
    public static Hints parse(BlobHash hash, String path, String query) {
        String extension = path.substring(1 + hash.hex().length());
        String name = hash + (EXTENSION.matcher(extension).matches() ? extension : "");
        BlossomUri all;
        try {
            // The names of hints stand at the beginning, or after an ampersand.
            all = BlossomUri.parse("blossom:" + hash + ".bin?" + ('&' + query).replace("&sx=", "&xs="));
        } catch (BlossomException.Malformed e) {
            // Longer than any URL that a server reads.
            return new Hints(name, List.of(), List.of(), OptionalLong.empty());
        }
        List<String> servers =
                all.servers().stream().distinct().limit(MOST_SERVERS).toList();
        List<PublicKey> authors =
                all.authors().stream().distinct().limit(MOST_AUTHORS).toList();
        BlossomUri some = new BlossomUri(hash, "bin", servers, authors, all.sizeBytes());
        return new Hints(name, some.serverAddresses(), authors, all.sizeBytes());
    }

    /** {@return whether they lead anywhere} */
    public boolean isEmpty() {
        return servers.isEmpty() && authors.isEmpty();
    }
}
