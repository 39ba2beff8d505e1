package dev.bluebell.nostr.relay;

import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.Filter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** One subscription on one connection. Its methods are called by the connection's reader. */
abstract class Feed {

    private final List<Filter> filters;
    private final CompletableFuture<Optional<String>> end = new CompletableFuture<>();

    Feed(List<Filter> filters) {
        this.filters = List.copyOf(filters);
    }

    List<Filter> filters() {
        return filters;
    }

    /** Whether the relay was asked for such an event. */
    boolean asksFor(Event event) {
        return filters.stream().anyMatch(filter -> filter.matches(event));
    }

    /** Whether the event came already, so that its signature need not be checked. */
    abstract boolean knows(String id);

    /** Takes a checked event; waits for as long as there is no room for it. */
    abstract void take(Event event, int characters) throws InterruptedException;

    /** All that was stored has come. */
    abstract void stored();

    /** The relay has ended the subscription. */
    void closed(String reason) {
        end.complete(Optional.of(reason));
    }

    /** Nobody needs more. */
    void done() {
        end.complete(Optional.empty());
    }

    /** The connection is gone. */
    void lost(ConnectionLost loss) {
        end.completeExceptionally(loss);
    }

    /** The end: nothing if it is {@link #done}, or why the relay closed it; fails if the connection was lost. */
    Future<Optional<String>> end() {
        return end;
    }
}
