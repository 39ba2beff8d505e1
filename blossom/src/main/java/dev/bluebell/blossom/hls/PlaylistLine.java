package dev.bluebell.blossom.hls;

import dev.bluebell.blossom.BlossomException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a playlist: an address, a tag whose attributes may have addresses, or neither.
 *
 * @param playlist where it stands
 * @param number from 1 on
 * @param text the line without its end
 */
record PlaylistLine(Path playlist, int number, String text) {

    private static final Pattern TAG = Pattern.compile("#EXT(?!INF:)[A-Z0-9-]*:");
    private static final Pattern ATTRIBUTE = Pattern.compile("\\G[, ]*([A-Za-z0-9_.-]+)=(?:\"([^\"]*)\"|[^,\"]*)");

    /**
     * An address in the line.
     *
     * @param start where it begins
     * @param end where it has ended
     */
    record Mention(String address, int start, int end) {}

    /**
     * The addresses in it.
     *
     * @throws BlossomException.Malformed if it cannot be told what is one
     */
    List<Mention> mentions() {
        if (text.isBlank()) {
            return List.of();
        }
        if (!text.startsWith("#")) {
            return List.of(new Mention(text.strip(), 0, text.length()));
        }
        Matcher tag = TAG.matcher(text);
        return tag.lookingAt() ? attributes(tag.end()) : List.of();
    }

    /**
     * The attributes that are addresses: {@code URI}, but also {@code SERVER-URI}, {@code X-ASSET-URI} and others to come.
     */
    private List<Mention> attributes(int from) {
        List<Mention> mentions = new ArrayList<>();
        Matcher attribute = ATTRIBUTE.matcher(text).region(from, text.length());
        int end = from;
        while (attribute.find()) {
            end = attribute.end();
            if (attribute.group(1).endsWith("URI") && attribute.start(2) >= 0) {
                mentions.add(new Mention(attribute.group(2), attribute.start(2), attribute.end(2)));
            }
        }
        if (text.indexOf("URI=", end) >= 0) {
            throw broken("the attributes make no sense");
        }
        return mentions;
    }

    /** Says which line it is that breaks the rules. */
    BlossomException broken(String words) {
        return new BlossomException.Malformed("%s, line %d: %s".formatted(playlist, number, words));
    }

    /** Whether it says where a key is. */
    boolean isKey() {
        return text.startsWith("#EXT-X-KEY:") || text.startsWith("#EXT-X-SESSION-KEY:");
    }
}
