package dev.bluebell.blossom.servers;

import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.Refusal;
import dev.bluebell.blossom.RefusedException;
import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.blossom.client.Answer;
import dev.bluebell.nostr.NostrException;
import java.net.URI;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes an outcome of whatever one server does. Only an interruption ends the whole. */
final class Attempt {

    private Attempt() {}

    static <T> Outcome<T> at(ServerAddress server, Supplier<Answer<T>> request) {
        try {
            return switch (request.get()) {
                case Answer.Ok<T>(T value) -> new Outcome.Done<>(server, value);
                case Answer.Refused<T>(URI url, Refusal refusal) ->
                    new Outcome.Refused<>(server, RefusedException.of(url, refusal));
            };
        } catch (RefusedException e) {
            return new Outcome.Refused<>(server, e);
        } catch (BlossomException.Interrupted | NostrException.Interrupted e) {
            throw e;
        } catch (BlossomException | NostrException e) {
            return new Outcome.Failed<>(server, e);
        }
    }

    /** The same outcome of something that is told in other words. */
    static <T, R> Outcome<R> map(Outcome<T> outcome, Function<T, R> words) {
        return switch (outcome) {
            case Outcome.Done<T>(ServerAddress server, T value) -> new Outcome.Done<>(server, words.apply(value));
            case Outcome.Refused<T>(ServerAddress server, RefusedException reason) ->
                new Outcome.Refused<>(server, reason);
            case Outcome.Failed<T>(ServerAddress server, RuntimeException reason) ->
                new Outcome.Failed<>(server, reason);
        };
    }
}
