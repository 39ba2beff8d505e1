package dev.bluebell.blossom.hls;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.client.LocalBlob;
import dev.bluebell.media.FileTypes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A video in pieces on this machine: a playlist, the playlists that it names, and all their files.
 *
 * <p>Names of files are read as a web server would, in the folder of the first playlist and below. Of the playlists only
 * addresses are changed; what they say about parts of files (byte ranges), keys and times stays as it is.
 */
public final class HlsBundle {

    private static final String PLAYLIST_TYPE = "application/vnd.apple.mpegurl";
    private static final Set<String> PLAYLIST_EXTENSIONS = Set.of("m3u8", "m3u");

    private final Path root;
    private final HlsRules rules;
    private final Map<Path, Playlist> playlists = new LinkedHashMap<>();
    private final Set<Path> files = new LinkedHashSet<>();
    private final Set<Path> begun = new LinkedHashSet<>();

    private HlsBundle(Path root, HlsRules rules) {
        this.root = root;
        this.rules = rules;
    }

    /**
     * Reads a playlist and whatever it names.
     *
     * @throws BlossomException.Malformed if one of them is no playlist, breaks the rules, names what is not there, or
     *     names one that names it; the message says which line
     * @throws BlossomException.LocalFailure if a file cannot be read
     */
    public static HlsBundle read(Path playlist, HlsRules rules) {
        try {
            Path first = playlist.toRealPath();
            HlsBundle bundle =
                    new HlsBundle(Optional.ofNullable(first.getParent()).orElse(first), rules);
            bundle.add(first);
            return bundle;
        } catch (IOException e) {
            throw new BlossomException.LocalFailure("%s cannot be read: there is none".formatted(playlist), e);
        }
    }

    private void add(Path file) {
        begun.add(file);
        if (begun.size() > rules.playlists()) {
            throw tooMany(rules.playlists(), "playlists");
        }
        Playlist playlist = Playlist.read(file, root, rules);
        for (Path target : playlist.targets()) {
            if (playlists.containsKey(target) || files.contains(target)) {
                continue;
            }
            if (begun.contains(target)) {
                throw new BlossomException.Malformed(
                        "%s names %s, which leads to it".formatted(file, target.getFileName()));
            }
            if (PLAYLIST_EXTENSIONS.contains(extension(target)) || Playlist.is(target)) {
                add(target);
            } else if (files.add(target) && files.size() > rules.files()) {
                throw tooMany(rules.files(), "files");
            }
        }
        playlists.put(file, playlist);
    }

    private BlossomException tooMany(int limit, String what) {
        return new BlossomException.Malformed("the playlists in %s name more than %d %s".formatted(root, limit, what));
    }

    /** All files that are no playlists, each once. */
    public List<Path> files() {
        return List.copyOf(files);
    }

    /** All playlists, each after those that it names; the last one is the first that was read. */
    public List<Path> playlists() {
        return List.copyOf(playlists.keySet());
    }

    /**
     * A file as a blob, whose type is the one of its name.
     *
     * @throws BlossomException.LocalFailure if it cannot be read
     */
    public static LocalBlob blobOf(Path file) {
        LocalBlob blob = LocalBlob.of(file);
        return FileTypes.typeOf(extension(file)).map(blob::withType).orElse(blob);
    }

    /** How playlists name a file whose blob has this hash: hash, dot, the extension that it has. */
    public static String nameOf(Path file, BlobHash hash) {
        String extension = extension(file);
        return hash + "." + (extension.matches("[a-z0-9]{1,16}") ? extension : "bin");
    }

    /**
     * A playlist in which all files have other names.
     *
     * @param playlist one of {@link #playlists}
     * @param names the new name of each file and of each playlist that it names
     */
    public LocalBlob rewrite(Path playlist, Function<Path, String> names) {
        Playlist original = Optional.ofNullable(playlists.get(playlist))
                .orElseThrow(() -> new IllegalArgumentException(playlist + " is none of the playlists"));
        byte[] text = original.rewrite(names).getBytes(StandardCharsets.UTF_8);
        return LocalBlob.of(() -> new ByteArrayInputStream(text), PLAYLIST_TYPE);
    }

    private static String extension(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
