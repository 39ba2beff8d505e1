package dev.bluebell.bluesky.text;

import dev.bluebell.bluesky.Did;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What a stretch of text is beside being text. */
public sealed interface Feature {

    /**
     * It leads to a page.
     *
     * @param uri absolute, at most 8192 bytes
     */
    record Link(String uri) implements Feature {

        static final int MOST_BYTES = 8192;

        /** What servers take for an address. */
        private static final Pattern SYNTAX = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:(?://)?[^\\s/]\\S*");

        /**
         * Checks the spelling.
         *
         * @throws IllegalArgumentException if no server would take it
         */
        public Link {
            if (!isOne(uri)) {
                throw new IllegalArgumentException("a link needs an address like https://example.com/page");
            }
        }

        static boolean isOne(String uri) {
            return SYNTAX.matcher(uri).matches() && uri.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
        }
    }

    /**
     * It names an account, which is told.
     *
     * @param did the account
     */
    record Mention(Did did) implements Feature {}

    /**
     * It is a word to search for.
     *
     * @param tag without {@code #}, but with the {@code $} of a share; at most 64 graphemes and 640 bytes
     */
    record Tag(String tag) implements Feature {

        /**
         * Checks the length.
         *
         * @throws IllegalArgumentException if it is empty or too long
         */
        public Tag {
            if (tag.isEmpty() || !TextLimits.TAG.allows(tag)) {
                throw new IllegalArgumentException("a tag has 1 to 64 characters and at most 640 bytes");
            }
        }
    }
}
