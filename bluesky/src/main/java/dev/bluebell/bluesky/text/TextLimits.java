package dev.bluebell.bluesky.text;

import java.nio.charset.StandardCharsets;

/**
 * How long a text may be.
 *
 * @param graphemes what people call characters
 * @param bytes in UTF-8
 */
public record TextLimits(int graphemes, int bytes) {

    /** The text of a post. */
    public static final TextLimits POST = new TextLimits(300, 3000);

    /** A tag. */
    public static final TextLimits TAG = new TextLimits(64, 640);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one has no room for anything
     */
    public TextLimits {
        if (graphemes < 1 || bytes < 1) {
            throw new IllegalArgumentException("a text needs room for something");
        }
    }

    /** Whether a text is as short as that. */
    public boolean allows(String text) {
        // Most texts are far too short to be counted.
        return text.getBytes(StandardCharsets.UTF_8).length <= bytes
                && (text.length() <= graphemes || Graphemes.count(text) <= graphemes);
    }
}
