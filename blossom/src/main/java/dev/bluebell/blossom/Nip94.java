package dev.bluebell.blossom;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The tags that describe a file (NIP-94), as they stand in a descriptor (BUD-08) and in Nostr events.
 *
 * <p>Reading is lenient: a tag whose value makes no sense is a tag that is not there.
 *
 * @param tags each a name and at least one value, in the order of the event
 */
public record Nip94(List<List<String>> tags) {

    /** Copies the tags. */
    public Nip94 {
        tags = tags.stream().map(List::copyOf).toList();
    }

    /** The four tags that every blob can have: {@code url}, {@code m}, {@code x} and {@code size}. */
    public static Nip94 of(URI url, String type, BlobHash hash, long sizeBytes) {
        return new Nip94(List.of())
                .with("url", url.toString())
                .with("m", type)
                .with("x", hash.hex())
                .with("size", Long.toString(sizeBytes));
    }

    /** These tags and one more at the end: {@code blurhash}, {@code thumb}, {@code alt}, {@code fallback} and so on. */
    public Nip94 with(String name, String value) {
        List<List<String>> more = new ArrayList<>(tags);
        more.add(List.of(name, value));
        return new Nip94(more);
    }

    /** Adds {@code ox}, the hash of the file as it was before the server processed it. */
    public Nip94 withOriginal(BlobHash hash) {
        return with("ox", hash.hex());
    }

    /** Adds {@code dim}, the size of a picture or video in pixels. */
    public Nip94 withDimensions(int width, int height) {
        return with("dim", "%dx%d".formatted(width, height));
    }

    /** The value of the first tag of this name. */
    public Optional<String> first(String name) {
        return tags.stream()
                .filter(tag -> tag.size() > 1 && tag.getFirst().equals(name))
                .map(tag -> tag.get(1))
                .findFirst();
    }

    /** The hash of the file that is served, tag {@code x}. */
    public Optional<BlobHash> hash() {
        return first("x").flatMap(BlobHash::parse);
    }

    /** The hash of the file before processing, tag {@code ox}. */
    public Optional<BlobHash> original() {
        return first("ox").flatMap(BlobHash::parse);
    }

    /** The size of the file in bytes, 0 or more, tag {@code size}. */
    public OptionalLong sizeBytes() {
        return first("size")
                .filter(digits -> digits.matches("[0-9]{1,18}"))
                .map(digits -> OptionalLong.of(Long.parseLong(digits)))
                .orElse(OptionalLong.empty());
    }
}
