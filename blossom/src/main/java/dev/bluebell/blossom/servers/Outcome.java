package dev.bluebell.blossom.servers;

import dev.bluebell.blossom.RefusedException;
import dev.bluebell.blossom.ServerAddress;
import java.util.Optional;

/**
 * What became of a request at one of several servers.
 *
 * <p>Where something else was tried at that server before, as a mirror before an upload, its reason is suppressed in the
 * last one.
 *
 * @param <T> what was asked for
 */
public sealed interface Outcome<T> {

    /** Which server. */
    ServerAddress server();

    /** What was asked for, if the server did it. */
    Optional<T> value();

    /** Why the server did not do it, if it did not. */
    Optional<RuntimeException> failure();

    /**
     * The value, for callers who take a refusal as a failure.
     *
     * @throws RuntimeException the reason, if there is one
     */
    default T orThrow() {
        failure().ifPresent(reason -> {
            throw reason;
        });
        return value().orElseThrow();
    }

    /**
     * The server did it.
     *
     * @param <T> what was asked for
     */
    record Done<T>(ServerAddress server, T result) implements Outcome<T> {
        @Override
        public Optional<T> value() {
            return Optional.of(result);
        }

        @Override
        public Optional<RuntimeException> failure() {
            return Optional.empty();
        }
    }

    /**
     * The server answered that it would not.
     *
     * @param <T> what was asked for
     * @param server which
     * @param reason its refusal, which has the status code
     */
    record Refused<T>(ServerAddress server, RefusedException reason) implements Outcome<T> {
        @Override
        public Optional<T> value() {
            return Optional.empty();
        }

        @Override
        public Optional<RuntimeException> failure() {
            return Optional.of(reason);
        }
    }

    /**
     * No answer, or none that makes sense; or the request could not be made on this side.
     *
     * @param <T> what was asked for
     * @param server which
     * @param reason a {@link dev.bluebell.blossom.BlossomException}, or a {@link dev.bluebell.nostr.NostrException} if
     *     nobody signed the request
     */
    record Failed<T>(ServerAddress server, RuntimeException reason) implements Outcome<T> {
        @Override
        public Optional<T> value() {
            return Optional.empty();
        }

        @Override
        public Optional<RuntimeException> failure() {
            return Optional.of(reason);
        }
    }
}
