package dev.bluebell.nostr.relay;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

/** The connections that calls share, at most one to a relay. Thread-safe. */
final class Connections implements AutoCloseable {

    /** What is done with a connection. */
    @FunctionalInterface
    interface Call<T> {

        T on(RelayConnection connection) throws ConnectionLost, InterruptedException, TimeoutException;
    }

    private final RelaySettings settings;
    private final ConcurrentMap<RelayAddress, CompletableFuture<RelayConnection>> open = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Connections(RelaySettings settings) {
        this.settings = settings;
    }

    /** Does it once more on a new connection if the first is lost: it may have been for long, and nobody noticed. */
    <T> T call(RelayAddress relay, Deadline deadline, Call<T> call)
            throws ConnectionLost, InterruptedException, TimeoutException {
        RelayConnection first = to(relay, deadline);
        try {
            return call.on(first);
        } catch (ConnectionLost e) {
            return call.on(to(relay, deadline));
        }
    }

    private RelayConnection to(RelayAddress relay, Deadline deadline)
            throws ConnectionLost, InterruptedException, TimeoutException {
        CompletableFuture<RelayConnection> fresh = new CompletableFuture<>();
        CompletableFuture<RelayConnection> known = open.putIfAbsent(relay, fresh);
        if (closed) {
            open.remove(relay, fresh);
            throw new ConnectionLost("closed here");
        }
        if (known != null) {
            return deadline.await(known);
        }
        // On a thread of its own: others wait for it too, and may have more time than this one.
        Thread.ofVirtual().name("connects to " + relay).start(() -> connect(relay, fresh));
        return deadline.await(fresh);
    }

    private void connect(RelayAddress relay, CompletableFuture<RelayConnection> fresh) {
        try {
            fresh.complete(RelayConnection.open(relay, settings, () -> open.remove(relay, fresh)));
            if (closed) {
                closeIfOpen(fresh);
            }
        } catch (ConnectionLost | InterruptedException | RuntimeException e) {
            open.remove(relay, fresh);
            fresh.completeExceptionally(e);
        }
    }

    /** Closes them, those too that are just being opened. */
    @Override
    public void close() {
        closed = true;
        open.values().forEach(Connections::closeIfOpen);
    }

    private static void closeIfOpen(CompletableFuture<RelayConnection> connection) {
        if (connection.state() == Future.State.SUCCESS) {
            connection.resultNow().close();
        }
    }
}
