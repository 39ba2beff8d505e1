package dev.bluebell.server.cache;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.server.Received;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The searches for blobs that are not here, one a blob at a time: however many ask for it, it is fetched once, and whoever
 * of them goes away, it is fetched for the others. Thread-safe.
 */
public final class Searches {

    private static final System.Logger LOG = System.getLogger("bluebell.server");

    /** After that time a search asks no further place. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Origin origin;
    private final Shelf shelf;
    private final Inflow inflow;
    private final AuthorServers lists;
    private final InstantSource clock;
    private final ConcurrentMap<BlobHash, Search> running = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    /**
     * Searches whose finds go to a shelf.
     *
     * @param origin fetches from other servers
     * @param lists says where authors keep their blobs
     * @param room how much may be on its way at once, in bytes
     */
    public Searches(Origin origin, AuthorServers lists, Shelf shelf, long room, InstantSource clock) {
        this.origin = origin;
        this.shelf = shelf;
        this.inflow = new Inflow(room);
        this.lists = new RememberedAuthors(lists, clock);
        this.clock = clock;
    }

    /**
     * Looks for a blob where the hints say, or joins the search that is under way, and waits for its end. Without hints
     * nobody waits: else two caches that ask each other would wait for ever.
     *
     * @return whether the blob is here now
     * @throws dev.bluebell.server.store.StoreException if it was found and could not be kept
     * @throws dev.bluebell.database.DatabaseException likewise
     */
    public boolean find(BlobHash hash, Hints hints) {
        while (!hints.isEmpty() && !stopped) {
            Search search = running.computeIfAbsent(hash, Search::new);
            if (search.join(hints)) {
                return search.await();
            }
            // It ends in this moment, without having asked the places of these hints.
            running.remove(hash, search);
        }
        return false;
    }

    /** Begins no search any more, and ends each that runs with the answer that is on its way. */
    public void stop() {
        stopped = true;
    }

    /** Waits until no search runs any more, but no longer than {@code patience}. */
    public void awaitEnd(Duration patience) {
        CompletableFuture<?>[] ends =
                running.values().stream().map(search -> search.end).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(ends).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.DEBUG, "a search did not end well", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One search, on a thread of its own: place after place until one has the blob. */
    private final class Search {
        private final BlobHash hash;
        private final Places places = new Places(lists);
        private final AtomicBoolean begun = new AtomicBoolean();
        private final CompletableFuture<Boolean> end = new CompletableFuture<>();

        Search(BlobHash hash) {
            this.hash = hash;
        }

        boolean join(Hints hints) {
            boolean joined = places.add(hints);
            if (joined && begun.compareAndSet(false, true)) {
                Thread.ofVirtual().name("search").start(this::run);
            }
            return joined;
        }

        boolean await() {
            try {
                return end.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException failure ? failure : e;
            }
        }

        private void run() {
            boolean found = false;
            try {
                found = shelf.has(hash) || look();
            } catch (RuntimeException | Error e) {
                end.completeExceptionally(e);
            } finally {
                places.end();
                running.remove(hash, this);
                end.complete(found);
            }
        }

        private boolean look() {
            Instant last = clock.instant().plus(PATIENCE);
            for (Optional<Places.Place> place = places.next(); place.isPresent(); place = places.next()) {
                if (fetch(place.get())) {
                    return true;
                }
                if (stopped || clock.instant().isAfter(last)) {
                    return false;
                }
            }
            return false;
        }

        private boolean fetch(Places.Place place) {
            try (Inflow.Share share = inflow.share(place.sizeBytes())) {
                return switch (origin.fetch(place.url(), place.sizeBytes(), share::through)) {
                    case Origin.Fetched.Arrived(Received received) -> keep(received, place);
                    case Origin.Fetched.Failed(String reason) -> {
                        LOG.log(Level.DEBUG, "not found at {0}: {1}", place.url(), reason);
                        yield false;
                    }
                };
            }
        }

        private boolean keep(Received received, Places.Place place) {
            try (received) {
                boolean right = received.hash().equals(hash);
                if (right) {
                    shelf.keep(received);
                } else {
                    LOG.log(Level.INFO, "{0} gave other bytes, those of {1}", place.url(), received.hash());
                }
                return right;
            }
        }
    }
}
