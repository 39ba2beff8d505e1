package dev.bluebell.blossom;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What went wrong with Blossom, other than a programming mistake. Messages say what happened and hold no secret. */
public abstract sealed class BlossomException extends RuntimeException {

    BlossomException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** What happened, in words; never null. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** Somebody else's text is not what it should be: a descriptor, a URI, a report, a server list. */
    public static final class Malformed extends BlossomException {

        /** Says what is wrong with the text; the message must not depend on the reader knowing the text. */
        public Malformed(String message) {
            super(message, null);
        }

        /** Says what is wrong with the text, and what the parser objected to. */
        public Malformed(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
