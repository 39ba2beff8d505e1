package dev.bluebell.server.cache;

import dev.bluebell.server.http.CacheService;
import dev.bluebell.server.mirror.OriginGuard;
import dev.bluebell.server.store.BlobStore;
import dev.bluebell.server.store.FileBlobStore;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * A running local Blossom cache, on 127.0.0.1, over files and SQLite in one folder.
 *
 * <p>It listens when {@link #start} returns, and until {@link #close}. Its folder may be deleted when it does not run.
 * Thread-safe.
 */
public final class CacheServer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger("bluebell.server");

    private final BlobStore store;
    private final CacheIndex index;
    private final CacheService http;

    private CacheServer(BlobStore store, CacheIndex index, CacheService http) {
        this.store = store;
        this.index = index;
        this.http = http;
    }

    /**
     * {@return a cache with the clock and the name resolution of the system, listening}
     *
     * @param lists where authors keep their blobs; asked at most once a minute for each
     */
    public static CacheServer start(CacheSettings settings, AuthorServers lists) {
        return start(settings, lists, OriginGuard.Resolver.system(), InstantSource.system());
    }

    /**
     * Starts a cache: opens store and index, removes what a crash has left behind and what there is no room for, listens.
     *
     * @param resolver how the names of other servers are resolved
     * @param clock the time
     * @return it, listening
     * @throws dev.bluebell.server.store.StoreException if the data folder cannot be used
     * @throws dev.bluebell.database.DatabaseException likewise
     * @throws IllegalStateException if the port cannot be listened on
     */
    public static CacheServer start(
            CacheSettings settings, AuthorServers lists, OriginGuard.Resolver resolver, InstantSource clock) {
        List<AutoCloseable> opened = new ArrayList<>();
        boolean listening = false;
        try {
            // Not the names of a server's own: one that finds its blobs here would take them for leftovers of a crash.
            BlobStore store = new FileBlobStore(settings.data().resolve("cached"));
            opened.add(store);
            CacheIndex index = CacheIndex.open(settings.data().resolve("cached.db"));
            opened.add(index);
            index.shrink(settings.sizeBytes());
            store.sweep(index::hashesWithPrefix);
            CacheService http = new CacheService(settings, store, index, lists, resolver, clock);
            listening = true;
            return new CacheServer(store, index, http);
        } finally {
            if (!listening) {
                opened.reversed().forEach(CacheServer::giveUp);
            }
        }
    }

    private static void giveUp(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            // What kept the cache from starting is on its way to the caller; this is only its wake.
            LOG.log(Level.DEBUG, "not closed after a failed start", e);
        }
    }

    /** {@return where it listens} */
    public URI url() {
        return URI.create("http://" + CacheService.HOST + ':' + http.port());
    }

    /** Stops: takes no new requests, gives up what it fetches, lets answers in flight finish, closes store and index. */
    @Override
    public void close() {
        http.close();
        index.close();
        store.close();
    }
}
