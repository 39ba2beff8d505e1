package dev.bluebell.bluesky.session;

import java.util.Optional;

/**
 * By what a session is made. Never stored.
 *
 * @param identifier a handle, a DID or an e-mail address
 * @param password best one made for apps
 * @param code the one that was sent by e-mail, for accounts that ask for it with their main password
 */
public record Credentials(String identifier, String password, Optional<String> code) {

    /**
     * Checks that there are some; a leading {@code @} is passed over.
     *
     * @throws IllegalArgumentException if one is empty
     */
    public Credentials {
        identifier = identifier.strip();
        identifier = identifier.startsWith("@") ? identifier.substring(1) : identifier;
        if (identifier.isEmpty() || password.isEmpty()) {
            throw new IllegalArgumentException("an account's name and its password cannot be empty");
        }
    }

    /** Without a code. */
    public Credentials(String identifier, String password) {
        this(identifier, password, Optional.empty());
    }

    /** The same with a code. */
    public Credentials withCode(String one) {
        return new Credentials(identifier, password, Optional.of(one));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Credentials[" + identifier + ']';
    }
}
