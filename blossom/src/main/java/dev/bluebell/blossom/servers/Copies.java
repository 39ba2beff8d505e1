package dev.bluebell.blossom.servers;

import dev.bluebell.blossom.BlobDescriptor;
import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.BlossomUri;
import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.media.FileTypes;
import dev.bluebell.nostr.Imeta;
import java.net.URI;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * What became of one blob at several servers.
 *
 * @param outcomes one for each server, in their order
 */
public record Copies(List<Outcome<Copy>> outcomes) {

    /** Copies the list. */
    public Copies {
        outcomes = List.copyOf(outcomes);
    }

    /** What the servers that have the blob say about it, best server first. */
    public List<BlobDescriptor> descriptors() {
        return outcomes.stream()
                .flatMap(outcome -> outcome.value().stream())
                .map(copy -> copy.stored().descriptor())
                .toList();
    }

    /** Where the blob can be had now, best server first. */
    public List<URI> urls() {
        return descriptors().stream().map(BlobDescriptor::url).toList();
    }

    /** The servers that have the blob, in their order. */
    public List<ServerAddress> holders() {
        return outcomes.stream()
                .filter(outcome -> outcome.value().isPresent())
                .map(Outcome::server)
                .toList();
    }

    /** Whether every server has the blob. */
    public boolean complete() {
        return holders().size() == outcomes.size();
    }

    /**
     * These copies, if there is at least one.
     *
     * @throws BlossomException.AllFailed if no server has the blob
     */
    public Copies orThrow() {
        if (!holders().isEmpty()) {
            return this;
        }
        List<RuntimeException> reasons =
                outcomes.stream().flatMap(outcome -> outcome.failure().stream()).toList();
        String words = reasons.stream().map(Throwable::getMessage).collect(Collectors.joining("; "));
        throw new BlossomException.AllFailed("no server has taken the blob: " + words, reasons);
    }

    /**
     * What a Nostr note says about the blob, with every server that has it (NIP-92).
     *
     * @throws BlossomException.AllFailed if no server has the blob
     */
    public Imeta imeta() {
        return orThrow().descriptors().getFirst().imeta(urls());
    }

    /**
     * A reference to the blob that names the servers that have it (BUD-10).
     *
     * @throws BlossomException.AllFailed if no server has the blob
     */
    public BlossomUri uri() {
        BlobDescriptor one = orThrow().descriptors().getFirst();
        return new BlossomUri(
                one.hash(),
                FileTypes.extensionOf(one.type()),
                holders().stream().map(Copies::hint).toList(),
                List.of(),
                one.sizeBytes() > 0 ? OptionalLong.of(one.sizeBytes()) : OptionalLong.empty());
    }

    /** Without a scheme https is meant. */
    private static String hint(ServerAddress server) {
        return server.uri().getScheme().equals("https") ? server.uri().getRawAuthority() : server.toString();
    }
}
