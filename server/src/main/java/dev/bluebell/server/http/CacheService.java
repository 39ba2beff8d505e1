package dev.bluebell.server.http;

import dev.bluebell.server.Body;
import dev.bluebell.server.BodyException;
import dev.bluebell.server.Receiver;
import dev.bluebell.server.ServerLimits;
import dev.bluebell.server.cache.AuthorServers;
import dev.bluebell.server.cache.CacheIndex;
import dev.bluebell.server.cache.CacheSettings;
import dev.bluebell.server.cache.Origin.Fetched;
import dev.bluebell.server.cache.Searches;
import dev.bluebell.server.cache.Shelf;
import dev.bluebell.server.mirror.OriginGuard;
import dev.bluebell.server.store.BlobStore;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * The HTTP side of a local cache: reads of blobs as on a server, with a search before a miss, {@code GET} and
 * {@code HEAD /}, and nothing else.
 */
public final class CacheService implements AutoCloseable {

    /** The only address that is listened on. */
    public static final String HOST = "127.0.0.1";

    /** There may be a better place, and somebody waits for it. */
    private static final Duration FIRST_BYTE = Duration.ofSeconds(10);

    private final HttpServers servers;
    private final Origins origins;
    private final Searches searches;
    private final Shelf shelf;
    private final Front front;
    private final Duration drain;
    private final int port;

    /**
     * Starts to listen.
     *
     * @throws IllegalStateException if the port cannot be used; the message says why
     */
    public CacheService(
            CacheSettings settings,
            BlobStore store,
            CacheIndex index,
            AuthorServers lists,
            OriginGuard.Resolver resolver,
            InstantSource clock) {
        ServerLimits limits = settings.limits();
        this.drain = limits.drain();
        Vertx vertx = HttpServers.engine();
        this.servers = new HttpServers(vertx);
        BlobCache cache = new BlobCache(store, index::find, limits);
        OriginGuard guard = new OriginGuard(resolver, settings.privateOrigins());
        this.origins = new Origins(vertx, guard, new Receiver(store, settings.blobBytes()), FIRST_BYTE, limits);
        this.shelf = new Shelf(store, index, settings.sizeBytes(), cache::forget, clock);
        this.searches = new Searches(this::fetch, lists, shelf, settings.sizeBytes(), clock);
        Reply reply = new Reply(vertx, clock);
        ReadThrough reads = new ReadThrough(
                cache, new BlobReads(cache, store, reply), searches, shelf, reply, limits.requestsAtOnce());
        this.front = new Front(routes(), reads::handle, new LocalGate()::check, reply, limits);
        this.port = servers.listen(HOST, settings.port(), limits, front);
    }

    private static Routes routes() {
        Endpoint greeting = exchange -> new Answer(
                200,
                Map.of("Content-Type", "text/plain; charset=utf-8"),
                "This is a local Blossom cache. Ask for /<sha256>?xs=SERVER&as=AUTHOR, and it keeps what it fetches.\n");
        return new Routes(Map.of("/", Map.of("GET", greeting, "HEAD", greeting)), hash -> Map.of(), key -> Map.of());
    }

    private Fetched fetch(URI url, OptionalLong sizeBytes, UnaryOperator<Body> through) {
        try {
            return new Fetched.Arrived(origins.fetch(url, sizeBytes, through));
        } catch (EarlyAnswer | BodyException e) {
            return new Fetched.Failed(String.valueOf(e.getMessage()).strip());
        }
    }

    /** {@return the port that is listened on} */
    public int port() {
        return port;
    }

    /** Takes no new requests, gives up what is being fetched, lets answers in flight finish, and closes. */
    @Override
    public void close() {
        searches.stop();
        origins.close();
        searches.awaitEnd(drain);
        servers.drain(drain, front);
        servers.close();
        shelf.write();
    }
}
