package dev.bluebell.blossom.hls;

import dev.bluebell.blossom.BlossomException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the files that a playlist names. They lie in the folder of the first playlist or below, whatever links there are. */
final class AddressReader {

    private static final Pattern REMOTE = Pattern.compile("(?:[A-Za-z][A-Za-z0-9+.-]*:|//).*");

    private static final int MOST_SHOWN = 200;

    private final Path playlist;
    private final Path root;
    private final HlsRules rules;

    /** Finds them for one playlist; both paths are real ones. */
    AddressReader(Path playlist, Path root, HlsRules rules) {
        this.playlist = playlist;
        this.root = root;
        this.rules = rules;
    }

    /**
     * The real path of the file, or empty if the address is elsewhere and is to be left as it is.
     *
     * @throws BlossomException.Malformed if the address breaks the rules, or there is no such file
     */
    Optional<Path> fileOf(PlaylistLine.Mention mention, PlaylistLine line) {
        String address = mention.address();
        if (address.contains("{$")) {
            throw line.broken(shown(address) + " has a variable; write out what it stands for");
        }
        if (REMOTE.matcher(address).matches()) {
            if (!rules.keepRemote() && !line.isKey()) {
                throw line.broken(shown(address) + " is elsewhere; have it in a file, or let it stay there");
            }
            return Optional.empty();
        }
        if (line.isKey() && !rules.publishKeys()) {
            throw line.broken(shown(address) + " is a key, which everybody could read then");
        }
        return Optional.of(realPath(address, line));
    }

    private Path realPath(String address, PlaylistLine line) {
        Path file = path(address, line);
        if (!file.startsWith(root)) {
            throw line.broken(shown(address) + " leads out of the folder of the playlist");
        }
        try {
            Path real = file.toRealPath();
            if (!real.startsWith(root)) {
                throw line.broken(shown(address) + " is a link out of the folder of the playlist");
            }
            if (!Files.isRegularFile(real)) {
                throw line.broken(shown(address) + " is no file");
            }
            return real;
        } catch (IOException e) {
            throw line.broken("there is no file " + shown(address));
        }
    }

    /** What a web server would make of it: no query, no fragment, and escapes resolved. */
    private Path path(String address, PlaylistLine line) {
        String encoded = address.replaceFirst("[?#].*", "").replace("+", "%2B");
        try {
            return playlist.resolveSibling(URLDecoder.decode(encoded, StandardCharsets.UTF_8))
                    .normalize();
        } catch (InvalidPathException e) {
            throw line.broken(shown(address) + " is no name of a file");
        } catch (IllegalArgumentException e) {
            throw line.broken(shown(address) + " has a broken escape");
        }
    }

    /** Enough of it to be found. */
    private static String shown(String address) {
        return address.length() <= MOST_SHOWN ? address : address.substring(0, MOST_SHOWN) + "…";
    }
}
