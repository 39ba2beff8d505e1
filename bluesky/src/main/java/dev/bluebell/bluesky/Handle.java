package dev.bluebell.bluesky;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What people call an account: a domain name, which may pass to another account. Equal in any case of its letters.
 *
 * @param value in lower case, at most 253 characters
 */
public record Handle(String value) implements Actor {

    private static final int MOST_CHARACTERS = 253;
    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern SYNTAX = Pattern.compile("(?:" + LABEL + "\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?");

    /**
     * Checks the spelling and puts it into lower case.
     *
     * @throws IllegalArgumentException if it is no handle
     */
    public Handle {
        value = value.toLowerCase(Locale.ROOT);
        if (value.length() > MOST_CHARACTERS || !SYNTAX.matcher(value).matches()) {
            throw new IllegalArgumentException("a handle is a domain name like alice.example");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
