package dev.bluebell.server;

import dev.bluebell.server.http.HttpService;
import dev.bluebell.server.index.BlobIndex;
import dev.bluebell.server.index.SqlBlobIndex;
import dev.bluebell.server.mirror.OriginGuard;
import dev.bluebell.server.store.BlobStore;
import dev.bluebell.server.store.FileBlobStore;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.InstantSource;

/**
 * A running Blossom server over files and SQLite in one folder.
 *
 * <p>It listens when {@link #start} returns, and until {@link #close}. Thread-safe.
 */
public final class BlossomServer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger("bluebell.server");

    private final BlobStore store;
    private final BlobIndex index;
    private final HttpService http;
    private final String host;

    private BlossomServer(ServerSettings settings, OriginGuard.Resolver resolver, InstantSource clock) {
        this.store = new FileBlobStore(settings.data().resolve("blobs"));
        this.index = SqlBlobIndex.open(settings.data().resolve("index.db"));
        this.host = settings.host();
        sweep();
        this.http = new HttpService(settings, store, index, resolver, clock);
    }

    /** {@return a server with the clock and the name resolution of the system, listening} */
    public static BlossomServer start(ServerSettings settings) {
        return start(settings, OriginGuard.Resolver.system(), InstantSource.system());
    }

    /**
     * Starts a server: opens store and index, removes what a crash has left behind, listens.
     *
     * @param resolver how the names of mirrored servers are resolved
     * @param clock the time by which tokens are judged
     * @return it, listening
     * @throws dev.bluebell.server.store.StoreException if the data folder cannot be used
     * @throws IllegalStateException if the address cannot be listened on
     */
    public static BlossomServer start(ServerSettings settings, OriginGuard.Resolver resolver, InstantSource clock) {
        return new BlossomServer(settings, resolver, clock);
    }

    private void sweep() {
        BlobStore.Swept swept = store.sweep(hash -> index.find(hash).isPresent());
        if (swept.temporaryFiles() + swept.blobs() > 0) {
            LOG.log(
                    Level.INFO,
                    "cleaned up after a crash: {0} uploads that were cut off, {1} blobs that nobody was promised",
                    swept.temporaryFiles(),
                    swept.blobs());
        }
    }

    /** {@return where it listens} */
    public URI url() {
        return URI.create("http://" + (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + http.port());
    }

    /** Stops: takes no new requests, lets those in flight finish, closes store and index. */
    @Override
    public void close() {
        http.close();
        index.close();
        store.close();
    }
}
