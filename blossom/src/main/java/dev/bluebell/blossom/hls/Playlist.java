package dev.bluebell.blossom.hls;

import dev.bluebell.blossom.BlossomException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A playlist and what it names on this machine.
 *
 * @param file where it is
 * @param parts its text in pieces, in their order
 */
record Playlist(Path file, List<Part> parts) {

    private static final String FIRST_LINE = "#EXTM3U";

    /** A week in pieces of six seconds. */
    private static final int MOST_MENTIONS = 100_000;

    /**
     * A piece of the text.
     *
     * @param text as it stands there
     * @param target what it names, if it is the address of a file
     */
    record Part(String text, Optional<Path> target) {}

    Playlist {
        parts = List.copyOf(parts);
    }

    /** Whether a file says that it is a playlist. */
    static boolean is(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(FIRST_LINE.length()), StandardCharsets.UTF_8).equals(FIRST_LINE);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * Reads a playlist.
     *
     * @throws BlossomException.Malformed if it is none, or breaks the rules
     * @throws BlossomException.LocalFailure if it cannot be read
     */
    static Playlist read(Path file, Path root, HlsRules rules) {
        String text = text(file, rules);
        if (!text.startsWith(FIRST_LINE)) {
            throw new BlossomException.Malformed(
                    "%s is no playlist: it does not begin with %s".formatted(file, FIRST_LINE));
        }
        AddressReader addresses = new AddressReader(file, root, rules);
        List<Part> parts = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        int number = 0;
        for (Iterator<String> lines = text.lines().iterator(); lines.hasNext(); ) {
            number++;
            split(new PlaylistLine(file, number, lines.next()), addresses, plain, parts);
        }
        parts.add(new Part(plain.toString(), Optional.empty()));
        return new Playlist(file, parts);
    }

    /** What names no file goes on from one line to the next, as a part of each line would take far more memory. */
    private static void split(PlaylistLine line, AddressReader addresses, StringBuilder plain, List<Part> parts) {
        int done = 0;
        for (PlaylistLine.Mention mention : line.mentions()) {
            Optional<Path> target = addresses.fileOf(mention, line);
            plain.append(line.text(), done, mention.start());
            done = mention.end();
            if (target.isEmpty()) {
                plain.append(line.text(), mention.start(), mention.end());
                continue;
            }
            if (parts.size() >= 2 * MOST_MENTIONS) {
                throw line.broken("it names files more than %d times".formatted(MOST_MENTIONS));
            }
            parts.add(new Part(plain.toString(), Optional.empty()));
            parts.add(new Part(line.text().substring(mention.start(), mention.end()), target));
            plain.setLength(0);
        }
        plain.append(line.text(), done, line.text().length()).append('\n');
    }

    /** The files that it names, in the order of their first mention. */
    List<Path> targets() {
        return parts.stream().flatMap(part -> part.target().stream()).distinct().toList();
    }

    /** Its text with other addresses for the files. */
    String rewrite(Function<Path, String> names) {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(part.target().map(names).orElse(part.text())));
        return text.toString();
    }

    private static String text(Path file, HlsRules rules) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(rules.playlistBytes() + 1);
            if (bytes.length > rules.playlistBytes()) {
                throw new BlossomException.Malformed(
                        "%s is longer than %d bytes, too long for a playlist".formatted(file, rules.playlistBytes()));
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BlossomException.Malformed(file + " is no playlist: it is not UTF-8", e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static BlossomException unreadable(Path file, IOException e) {
        return new BlossomException.LocalFailure("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
}
