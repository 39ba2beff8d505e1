package dev.bluebell.blossom.client;

import java.time.Duration;
import java.util.Optional;

/**
 * How to upload, mirror, delete, or ask beforehand.
 *
 * @param authorization whether and how to sign
 * @param timeout until the answer begins, counted from the last byte sent; if empty, as the client was built
 * @param progress hears how many bytes were handed to the connection
 * @param payments who pays if the server wants that; if empty, as the client was built
 */
public record WriteOptions(
        Authorization authorization,
        Optional<Duration> timeout,
        ProgressListener progress,
        Optional<PaymentHandler> payments) {

    /** Signed at once, with a plain sentence for an hour; time-outs and payments of the client; nobody listening. */
    public static WriteOptions defaults() {
        return new WriteOptions(Authorization.automatic(), Optional.empty(), ProgressListener.NONE, Optional.empty());
    }

    /** The same, signed in another way. */
    public WriteOptions withAuthorization(Authorization other) {
        return new WriteOptions(other, timeout, progress, payments);
    }

    /** The same with another sentence in the token. */
    public WriteOptions withSentence(String text) {
        return withAuthorization(authorization.withSentence(text));
    }

    /** The same with another lifetime of the token. */
    public WriteOptions withLifetime(Duration time) {
        return withAuthorization(authorization.withLifetime(time));
    }

    /** The same with another time-out. */
    public WriteOptions withTimeout(Duration time) {
        return new WriteOptions(authorization, Optional.of(time), progress, payments);
    }

    /** The same with somebody listening. */
    public WriteOptions withProgress(ProgressListener listener) {
        return new WriteOptions(authorization, timeout, listener, payments);
    }

    /** The same, paid by somebody else. */
    public WriteOptions withPayments(PaymentHandler handler) {
        return new WriteOptions(authorization, timeout, progress, Optional.of(handler));
    }
}
