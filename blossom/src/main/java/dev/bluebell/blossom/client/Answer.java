package dev.bluebell.blossom.client;

import dev.bluebell.blossom.Refusal;
import dev.bluebell.blossom.RefusedException;
import java.net.URI;

/**
 * What a server answered: what was asked for, or a refusal.
 *
 * <pre>{@code
 * switch (client.upload(blob)) {
 *     case Answer.Ok(Stored stored) -> show(stored.descriptor().url());
 *     case Answer.Refused(URI url, Refusal.PaymentRequired bill) -> pay(bill);
 *     case Answer.Refused(URI url, Refusal refusal) -> complain(refusal.status(), refusal.reason());
 * }
 * }</pre>
 *
 * @param <T> what was asked for
 */
public sealed interface Answer<T> {

    /**
     * The value, for callers who take a refusal as a failure.
     *
     * @throws RefusedException one of its children, if the server refused
     */
    T orThrow();

    /**
     * The server did it.
     *
     * @param <T> what was asked for
     */
    record Ok<T>(T value) implements Answer<T> {
        @Override
        public T orThrow() {
            return value;
        }
    }

    /**
     * The server would not.
     *
     * @param <T> what was asked for
     * @param url what was asked for there
     * @param refusal why not
     */
    record Refused<T>(URI url, Refusal refusal) implements Answer<T> {
        @Override
        public T orThrow() {
            throw RefusedException.of(url, refusal);
        }
    }
}
