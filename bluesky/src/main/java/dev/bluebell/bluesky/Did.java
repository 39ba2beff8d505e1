package dev.bluebell.bluesky;

import java.util.regex.Pattern;

/**
 * Who an account is, for ever: a decentralised identifier such as {@code did:plc:z72i7hdynmk6r22z27h6tvur}.
 *
 * @param value {@code did:}, the method in lower case, and what the method says; at most 2048 characters
 */
public record Did(String value) implements Actor {

    private static final int MOST_CHARACTERS = 2048;
    private static final Pattern SYNTAX = Pattern.compile("did:[a-z]+:[a-zA-Z0-9._:%-]*[a-zA-Z0-9._-]");

    /**
     * Checks the spelling.
     *
     * @throws IllegalArgumentException if it is no DID
     */
    public Did {
        if (value.length() > MOST_CHARACTERS || !SYNTAX.matcher(value).matches()) {
            throw new IllegalArgumentException("a DID is like did:plc:z72i7hdynmk6r22z27h6tvur");
        }
    }

    /** How it is to be resolved: {@code plc}, {@code web} or another word. */
    public String method() {
        return value.substring("did:".length(), value.indexOf(':', "did:".length()));
    }

    @Override
    public String toString() {
        return value;
    }
}
