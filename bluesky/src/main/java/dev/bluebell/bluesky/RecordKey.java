package dev.bluebell.bluesky;

import java.util.regex.Pattern;

/**
 * The name of a record within its collection.
 *
 * @param value 1 to 512 letters, digits and {@code . - _ : ~}, but neither {@code .} nor {@code ..}
 */
public record RecordKey(String value) {

    private static final Pattern SYNTAX = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._:~-]{1,512}");

    /**
     * Checks the spelling.
     *
     * @throws IllegalArgumentException if it is no such name
     */
    public RecordKey {
        if (!SYNTAX.matcher(value).matches()) {
            throw new IllegalArgumentException("a record key has 1 to 512 letters, digits and .-_:~");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
