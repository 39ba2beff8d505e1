package dev.bluebell.server.http;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.server.cache.Hints;
import dev.bluebell.server.cache.Searches;
import dev.bluebell.server.cache.Shelf;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import java.util.concurrent.Semaphore;

/**
 * The reads of a cache. What is here is answered as on a server; for what is not, the places that the hints name are
 * searched first. Nothing is sent before it is here whole and its hash is checked.
 */
final class ReadThrough {

    private final BlobCache cache;
    private final BlobReads reads;
    private final Searches searches;
    private final Shelf shelf;
    private final Reply reply;

    /** Those that wait for a search. */
    private final Semaphore places;

    /**
     * Reads in front of others.
     *
     * @param reads answers when a blob is here
     * @param waiting how many requests may wait for a search; more are answered 503
     */
    ReadThrough(BlobCache cache, BlobReads reads, Searches searches, Shelf shelf, Reply reply, int waiting) {
        this.cache = cache;
        this.reads = reads;
        this.searches = searches;
        this.shelf = shelf;
        this.reply = reply;
        this.places = new Semaphore(waiting);
    }

    void handle(HttpServerRequest request, BlobHash hash) {
        if (cache.remembered(hash).isPresent()) {
            answer(request, hash);
            return;
        }
        if (!places.tryAcquire()) {
            reply.send(
                    request, Answer.refusal(503, "the cache is busy; try again").with("Retry-After", "1"));
            return;
        }
        String path = Objects.requireNonNull(request.path(), "the hash was found in it");
        Hints hints = Hints.parse(hash, path, Objects.requireNonNullElse(request.query(), ""));
        Patience.serverWorks(request.connection(), true);
        Thread.ofVirtual().name("read").start(() -> {
            Runnable end = search(request, hash, hints);
            places.release();
            Reply.onLoop(request, () -> {
                Patience.serverWorks(request.connection(), false);
                end.run();
            });
        });
    }

    private void answer(HttpServerRequest request, BlobHash hash) {
        shelf.used(hash);
        reads.handle(request, hash);
    }

    /** Blocks; what it returns is for the event loop. */
    private Runnable search(HttpServerRequest request, BlobHash hash, Hints hints) {
        try {
            boolean here = cache.lookUp(hash).isPresent() || searches.find(hash, hints);
            return here ? () -> answer(request, hash) : () -> reply.send(request, miss(hash, hints));
        } catch (RuntimeException | Error e) {
            Answer failure = Failures.answer(e, "looking for blob " + hash);
            return () -> reply.send(request, failure);
        }
    }

    /** Says nothing of what went wrong where: a web page could learn from it which hosts there are in a local network. */
    private static Answer miss(BlobHash hash, Hints hints) {
        return Answer.refusal(
                404,
                "no blob " + hash + " is kept here"
                        + (hints.isEmpty() ? "" : ", and none came from where the hints point to"));
    }
}
