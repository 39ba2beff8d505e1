package dev.bluebell.server.cache;

import dev.bluebell.server.Body;
import dev.bluebell.server.Received;
import java.net.URI;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** The way out of a cache: fetches from other servers, and from nowhere that the guard forbids. Thread-safe; blocks. */
@FunctionalInterface
public interface Origin {

    /**
     * Fetches what is at an address, whatever it is.
     *
     * @param sizeBytes how long it should be, if that is known
     * @param through what the body passes on its way in
     * @throws dev.bluebell.server.store.StoreException if it could not be written here
     */
    Fetched fetch(URI url, OptionalLong sizeBytes, UnaryOperator<Body> through);

    /** What came of it. */
    sealed interface Fetched {

        /** Something came whole; the caller closes it. */
        record Arrived(Received received) implements Fetched {}

        /** Nothing came, or not all of it; {@code reason} is one line. */
        record Failed(String reason) implements Fetched {}
    }
}
