package dev.bluebell.blossom;

import dev.bluebell.media.FileTypes;
import dev.bluebell.nostr.Imeta;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a server says about a blob that it has (BUD-02).
 *
 * @param url where to get the blob: absolute, http or https
 * @param hash the SHA-256 of the blob
 * @param sizeBytes 0 or more
 * @param type the MIME type; {@value #UNKNOWN_TYPE} if nothing better is known
 * @param uploaded when the server got the blob, in whole seconds; the epoch if the server does not say
 * @param nip94 tags with more about the file (BUD-08), read with {@link Nip94}; may be empty
 */
public record BlobDescriptor(
        URI url, BlobHash hash, long sizeBytes, String type, Instant uploaded, List<List<String>> nip94) {

    /** The MIME type of a blob that nobody knows the type of. */
    public static final String UNKNOWN_TYPE = FileTypes.OCTET_STREAM;

    /**
     * Checks the values and copies the tags.
     *
     * @throws IllegalArgumentException if the size is negative or the URL is not absolute http(s)
     */
    public BlobDescriptor {
        if (sizeBytes < 0) {
            throw new IllegalArgumentException("a blob cannot have %d bytes".formatted(sizeBytes));
        }
        if (!WebUrls.isWeb(url)) {
            throw new IllegalArgumentException("the URL of a blob must be absolute, with http or https");
        }
        nip94 = nip94.stream().map(List::copyOf).toList();
    }

    /**
     * Reads one descriptor. A missing time or type, a type that is no media type, and fields that nobody knows, are no
     * fault.
     *
     * @throws BlossomException.Malformed if it is no JSON, or the URL, hash or size is missing or impossible
     */
    public static BlobDescriptor parse(String json) {
        return DescriptorJson.one(json);
    }

    /**
     * Reads the JSON array that {@code GET /list} answers with.
     *
     * @throws BlossomException.Malformed if it is no JSON array, or one of its descriptors is malformed
     */
    public static List<BlobDescriptor> parseList(String json) {
        return DescriptorJson.many(json);
    }

    /**
     * What a Nostr note says about this blob (NIP-92), with what the server knows of its size in pixels, its blurhash and
     * what is to be seen.
     *
     * @param elsewhere where other servers have the same blob; this server's own URL among them is passed over
     */
    public Imeta imeta(List<URI> elsewhere) {
        Imeta imeta = Imeta.of(url).withType(type).withHash(hash.hex()).withSize(sizeBytes);
        Nip94 tags = new Nip94(nip94);
        for (String name : List.of("dim", "blurhash", "alt")) {
            Optional<String> value = tags.first(name);
            imeta = value.isPresent() ? imeta.with(name, value.get()) : imeta;
        }
        for (URI other : elsewhere) {
            imeta = other.equals(url) ? imeta : imeta.withFallback(other);
        }
        return imeta;
    }

    /** The JSON object of BUD-02, on one line; {@code nip94} is left out when there is none. */
    public String toJson() {
        return DescriptorJson.write(this);
    }
}
