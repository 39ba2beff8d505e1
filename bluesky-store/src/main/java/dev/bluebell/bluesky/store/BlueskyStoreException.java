package dev.bluebell.bluesky.store;

import org.jspecify.annotations.Nullable;

/**
 * What is stored cannot be used, though the database works; what the database could not do is a {@link
 * dev.bluebell.database.DatabaseException}. Messages are one line and hold no secret.
 */
public abstract sealed class BlueskyStoreException extends RuntimeException {

    private BlueskyStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Stored tokens are encrypted with a key that is not the one given, or none was given. */
    public static final class WrongKey extends BlueskyStoreException {
        WrongKey(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** What says where the database is makes no sense. */
    public static final class BadAddress extends BlueskyStoreException {
        BadAddress(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
