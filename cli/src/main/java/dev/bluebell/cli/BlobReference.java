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
 * @param hash which blob
 * @param extension that the name has, without a dot, or empty
 * @param servers where it may be, best first
 * @param sizeBytes if the name tells
 */
record BlobReference(BlobHash hash, String extension, List<ServerAddress> servers, OptionalLong sizeBytes) {

    /** Reads any of the three, or a hash with an extension; empty if it is none. */
    static Optional<BlobReference> parse(String text) {
        return BlobHash.parse(text)
                .map(hash -> new BlobReference(hash, "", List.of(), OptionalLong.empty()))
                .or(() -> ofName(text))
                .or(() -> ofBlossomUri(text))
                .or(() -> ofUrl(text));
    }

    /** Where it is on each server. */
    String path() {
        return "/" + hash + (extension.isEmpty() ? "" : "." + extension);
    }

    private static Optional<BlobReference> ofName(String text) {
        int dot = text.indexOf('.');
        String extension = text.substring(dot + 1);
        return dot < 0 || !extension.matches("[A-Za-z0-9]{1,16}")
                ? Optional.empty()
                : BlobHash.parse(text.substring(0, dot))
                        .map(hash -> new BlobReference(hash, extension, List.of(), OptionalLong.empty()));
    }

    private static Optional<BlobReference> ofBlossomUri(String text) {
        try {
            BlossomUri uri = BlossomUri.parse(text);
            List<ServerAddress> servers =
                    uri.serverAddresses().stream().map(ServerAddress::new).toList();
            return Optional.of(new BlobReference(uri.hash(), uri.extension(), servers, uri.sizeBytes()));
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
                            .map(hash ->
                                    new BlobReference(hash, extension(url), List.of(server), OptionalLong.empty())));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String extension(URI url) {
        String path = url.getPath();
        String extension = path.substring(path.lastIndexOf('.') + 1);
        return extension.matches("[A-Za-z0-9]{1,16}") ? extension : "";
    }
}
