package dev.bluebell.bluesky;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What went wrong with Bluesky, other than a programming mistake. Messages are one line, say what happened and hold no
 * secret. A failed call was written to the call log before; {@link #callId} is its row.
 */
public abstract sealed class BlueskyException extends RuntimeException {

    private static final long NOT_LOGGED = -1;

    private final long callId;

    BlueskyException(String message, @Nullable Throwable cause, long callId) {
        super(message, cause);
        this.callId = callId;
    }

    /** What happened, in words; never null. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** The row of the call log that tells of the failed call; empty if no call was made. */
    public OptionalLong callId() {
        return callId == NOT_LOGGED ? OptionalLong.empty() : OptionalLong.of(callId);
    }

    /** The SQL that shows the row of the call log. */
    public Optional<String> callQuery() {
        return callId == NOT_LOGGED
                ? Optional.empty()
                : Optional.of("SELECT * FROM bsky_api_call_log WHERE id=" + callId);
    }

    /** The same with the row of the call log that tells of it. */
    public final BlueskyException inCall(long id) {
        BlueskyException same = switch (this) {
            case Refused e -> new Refused(e.getMessage(), e.answer, id);
            case Unreachable e -> new Unreachable(e.getMessage(), e.delivery, e.getCause(), id);
            case BadAnswer e -> new BadAnswer(e.getMessage(), e.getCause(), id);
            case NotAuthenticated e -> new NotAuthenticated(e.getMessage(), e.getCause(), e.needsCode, id);
            case OverBudget e -> new OverBudget(e.getMessage(), e.freeAt, id);
            case Unresolved e -> new Unresolved(e.getMessage(), e.getCause(), id);
            case LocalFailure e -> new LocalFailure(e.getMessage(), e.getCause(), id);
            case Interrupted e -> new Interrupted(e.getMessage(), e.getCause(), id);
        };
        same.setStackTrace(getStackTrace());
        for (Throwable earlier : getSuppressed()) {
            same.addSuppressed(earlier);
        }
        return same;
    }

    /** The server understood and said no, or that it is in trouble. */
    public static final class Refused extends BlueskyException {

        private final transient XrpcError answer;

        /** Says what was asked of whom, and what the answer was. */
        public Refused(String what, XrpcError answer) {
            this("%s: %s".formatted(what, answer), answer, NOT_LOGGED);
        }

        private Refused(String message, XrpcError answer, long callId) {
            super(message, null, callId);
            this.answer = answer;
        }

        /** The HTTP status, 300 or more. */
        public int status() {
            return answer.status();
        }

        /** The name of the error, like {@code InvalidRequest}; empty if the server gave none. */
        public String error() {
            return answer.error();
        }

        /** What the server says to people, on one line; empty if nothing. */
        public String explanation() {
            return answer.message();
        }

        /** All that the server said, if that was JSON: some endpoints tell more than that they refuse. Not to be logged. */
        public Optional<JsonNode> body() {
            return answer.body();
        }

        /** How long the server wants to be left alone; empty if it does not say. */
        public Optional<Duration> retryAfter() {
            return answer.retryAfter();
        }
    }

    /** No whole answer came: name resolution, connection, TLS, HTTP, a time-out or a stall. */
    public static final class Unreachable extends BlueskyException {

        /** What is known of a request that got no answer. */
        public enum Delivery {
            /** It was not sent, and trying again would not help: no such host, no trusted certificate, nobody ever there. */
            NEVER,
            /** It was not sent, as nobody listens where somebody did before. */
            NOT_NOW,
            /** It may have arrived, and it may have been carried out. */
            PERHAPS
        }

        private final Delivery delivery;

        /** Says which server, and what happened to the connection. */
        public Unreachable(String message, Delivery delivery, @Nullable Throwable cause) {
            this(message, delivery, cause, NOT_LOGGED);
        }

        private Unreachable(String message, Delivery delivery, @Nullable Throwable cause, long callId) {
            super(message, cause, callId);
            this.delivery = delivery;
        }

        /** Whether the request may have arrived. */
        public Delivery delivery() {
            return delivery;
        }
    }

    /** An answer came that makes no sense. Asking again will hardly help. */
    public static final class BadAnswer extends BlueskyException {

        /** Says which server, and what is wrong with its answer. */
        public BadAnswer(String message, @Nullable Throwable cause) {
            this(message, cause, NOT_LOGGED);
        }

        private BadAnswer(String message, @Nullable Throwable cause, long callId) {
            super(message, cause, callId);
        }
    }

    /** The call needs an account, and there are no credentials, or they are not accepted. */
    public static final class NotAuthenticated extends BlueskyException {

        private final boolean needsCode;

        /** Says what is missing, or what was not accepted. */
        public NotAuthenticated(String message, @Nullable Throwable cause) {
            this(message, cause, false, NOT_LOGGED);
        }

        private NotAuthenticated(String message, @Nullable Throwable cause, boolean needsCode, long callId) {
            super(message, cause, callId);
            this.needsCode = needsCode;
        }

        /** Of a password that needs a code beside it. */
        public static NotAuthenticated needingCode(String message, @Nullable Throwable cause) {
            return new NotAuthenticated(message, cause, true, NOT_LOGGED);
        }

        /** Whether the password is right, and only the code that was sent by e-mail is missing or wrong. */
        public boolean needsCode() {
            return needsCode;
        }
    }

    /** The account may not write more for now. Nothing was sent. */
    public static final class OverBudget extends BlueskyException {

        private final transient Instant freeAt;

        /** Says which budget, and when there is room again. */
        public OverBudget(String message, Instant freeAt) {
            this(message, freeAt, NOT_LOGGED);
        }

        private OverBudget(String message, Instant freeAt, long callId) {
            super(message, null, callId);
            this.freeAt = freeAt;
        }

        /** When there will be room for the write. */
        public Instant freeAt() {
            return freeAt;
        }
    }

    /** A handle or a DID leads to no account, or to one that does not own to it. */
    public static final class Unresolved extends BlueskyException {

        /** Says which name, and what is wrong with it. */
        public Unresolved(String message, @Nullable Throwable cause) {
            this(message, cause, NOT_LOGGED);
        }

        private Unresolved(String message, @Nullable Throwable cause, long callId) {
            super(message, cause, callId);
        }
    }

    /**
     * Something on this side: what was to be sent cannot be read, is not as long as was said or longer than the server takes;
     * what came cannot be written; what was kept cannot be read.
     */
    public static final class LocalFailure extends BlueskyException {

        /** Says what could not be read or written. */
        public LocalFailure(String message, @Nullable Throwable cause) {
            this(message, cause, NOT_LOGGED);
        }

        private LocalFailure(String message, @Nullable Throwable cause, long callId) {
            super(message, cause, callId);
        }
    }

    /** The calling thread was interrupted; its flag is set again. */
    public static final class Interrupted extends BlueskyException {

        /** Says what was being waited for. */
        public Interrupted(String message, @Nullable Throwable cause) {
            this(message, cause, NOT_LOGGED);
        }

        private Interrupted(String message, @Nullable Throwable cause, long callId) {
            super(message, cause, callId);
        }
    }
}
