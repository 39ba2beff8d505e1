package dev.bluebell.cli;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.BlossomUri;
import dev.bluebell.blossom.ServerAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a person names a blob: {@code HASH|URL|blossom:URI}.
 *
 * @param uri which blob, and what its {@code blossom:} URI says if it is one
 * @param host the server of its URL if it is one
 */
record BlobReference(BlossomUri uri, Optional<ServerAddress> host) {

    /** Reads any of the three, or a hash with an extension; empty if it is none. */
    static Optional<BlobReference> parse(String text) {
        return BlobHash.parse(text)
                .map(BlossomUri::of)
                .or(() -> ofName(text))
                .or(() -> ofBlossomUri(text))
                .map(uri -> new BlobReference(uri, Optional.empty()))
                .or(() -> ofUrl(text));
    }

    BlobHash hash() {
        return uri.hash();
    }

    /** What its name ends with, without a dot, or empty. */
    String extension() {
        return uri.extension().equals(BlossomUri.UNKNOWN_EXTENSION) ? "" : uri.extension();
    }

    /** Where it may be, best first. */
    List<ServerAddress> servers() {
        return host.map(List::of)
                .orElseGet(() ->
                        uri.serverAddresses().stream().map(ServerAddress::new).toList());
    }

    /** Where it is on each server. */
    String path() {
        return "/" + hash() + (extension().isEmpty() ? "" : "." + extension());
    }

    private static Optional<BlossomUri> ofName(String text) {
        int dot = text.indexOf('.');
        return dot < 0
                ? Optional.empty()
                : BlobHash.parse(text.substring(0, dot))
                        .filter(hash -> isExtension(text.substring(dot + 1)))
                        .map(hash -> named(hash, text.substring(dot + 1)));
    }

    private static Optional<BlossomUri> ofBlossomUri(String text) {
        try {
            return Optional.of(BlossomUri.parse(text));
        } catch (BlossomException.Malformed e) {
            return Optional.empty();
        }
    }

    private static Optional<BlobReference> ofUrl(String text) {
        try {
            URI url = new URI(text);
            String origin = url.getScheme() + "://" + url.getRawAuthority();
            return ServerAddress.parse(origin)
                    .flatMap(server -> BlobHash.lastIn(url.getPath())
                            .map(hash -> new BlobReference(named(hash, extension(url)), Optional.of(server))));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static BlossomUri named(BlobHash hash, String extension) {
        return new BlossomUri(hash, extension, List.of(), List.of(), OptionalLong.empty());
    }

    private static String extension(URI url) {
        String path = url.getPath();
        String extension = path.substring(path.lastIndexOf('.') + 1);
        return isExtension(extension) ? extension : BlossomUri.UNKNOWN_EXTENSION;
    }

    private static boolean isExtension(String text) {
        return text.matches("[A-Za-z0-9]{1,16}");
    }
}
