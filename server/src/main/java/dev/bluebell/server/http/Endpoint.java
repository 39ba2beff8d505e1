package dev.bluebell.server.http;

/** Blocking code that answers one kind of request, on a virtual thread. Thread-safe. */
@FunctionalInterface
interface Endpoint {

    /**
     * {@return the answer}
     *
     * @throws EarlyAnswer to end it early
     * @throws dev.bluebell.server.BodyException if the body does not come whole
     */
    Answer handle(Exchange exchange);
}
