package dev.bluebell.blossom;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What went wrong with Blossom, other than a programming mistake. Messages say what happened and hold no secret. */
public abstract sealed class BlossomException extends RuntimeException
        permits BlossomException.Malformed,
                BlossomException.Unreachable,
                BlossomException.BadAnswer,
                BlossomException.WrongBlob,
                BlossomException.TooLong,
                BlossomException.LocalFailure,
                BlossomException.LocalBlobChanged,
                BlossomException.PaymentFailed,
                BlossomException.Interrupted,
                BlossomException.AllFailed,
                RefusedException {

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

    /** No whole answer came: name resolution, connection, TLS, HTTP, a time-out or a stall. Asking again may help. */
    public static final class Unreachable extends BlossomException {

        /** Says which server, and what happened to the connection. */
        public Unreachable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** An answer came that makes no sense. Asking again will hardly help. */
    public static final class BadAnswer extends BlossomException {

        /** Says which server, and what is wrong with its answer. */
        public BadAnswer(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** The server has, or gave, another blob than the one asked for. */
    public static final class WrongBlob extends BlossomException {

        private final BlobHash expected;
        private final BlobHash actual;

        /** Both hashes, and which server it was. */
        public WrongBlob(String server, BlobHash expected, BlobHash actual) {
            super("%s has answered with the blob %s instead of %s".formatted(server, actual, expected), null);
            this.expected = expected;
            this.actual = actual;
        }

        /** The hash that was asked for. */
        public BlobHash expected() {
            return expected;
        }

        /** The hash of what came, or what the server says it has. */
        public BlobHash actual() {
            return actual;
        }
    }

    /** The blob is longer than the caller allows, or than there is room for. Nothing of it was kept. */
    public static final class TooLong extends BlossomException {

        /** Says which server, and how long the blob may be. */
        public TooLong(String message) {
            super(message, null);
        }
    }

    /** Reading the blob to send, or writing the one that came, failed on this side. */
    public static final class LocalFailure extends BlossomException {

        /** Says what could not be read or written. */
        public LocalFailure(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The file or source has other bytes than when it was hashed. Nothing was stored under the old hash. */
    public static final class LocalBlobChanged extends BlossomException {

        /** Says which blob it was. */
        public LocalBlobChanged(BlobHash hash) {
            super("the blob %s changed while it was uploaded".formatted(hash), null);
        }
    }

    /** Who was to pay a server failed, or paid by a method that it had not asked for. Nothing was proven to the server. */
    public static final class PaymentFailed extends BlossomException {

        /** Says what was to be paid, and why it was not. */
        public PaymentFailed(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** The calling thread was interrupted; its flag is set again. */
    public static final class Interrupted extends BlossomException {

        /** Says what was being waited for. */
        public Interrupted(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Several servers were asked, and none did it. What each of them answered is suppressed, in the order of asking. */
    public static final class AllFailed extends BlossomException {

        /** Says what was asked for, and why each server did not do it. */
        public AllFailed(String message, List<? extends Throwable> reasons) {
            super(message, null);
            reasons.forEach(this::addSuppressed);
        }
    }
}
