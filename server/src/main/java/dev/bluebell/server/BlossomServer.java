package dev.bluebell.server;

import dev.bluebell.server.http.HttpService;
import dev.bluebell.server.index.BlobIndex;
import dev.bluebell.server.index.SqlBlobIndex;
import dev.bluebell.server.mirror.OriginGuard;
import dev.bluebell.server.store.BlobStore;
import dev.bluebell.server.store.FileBlobStore;
import dev.bluebell.server.store.StoreException;
import java.io.FileNotFoundException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

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

    private BlossomServer(BlobStore store, BlobIndex index, HttpService http, String host) {
        this.store = store;
        this.index = index;
        this.http = http;
        this.host = host;
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
        List<AutoCloseable> opened = new ArrayList<>();
        boolean listening = false;
        try {
            BlobStore store = new FileBlobStore(settings.data().resolve("blobs"));
            opened.add(store);
            Path indexFile = settings.data().resolve("index.db");
            checkIndexIsThere(indexFile, store);
            BlobIndex index = SqlBlobIndex.open(indexFile);
            opened.add(index);
            sweep(store, index);
            HttpService http = new HttpService(settings, store, index, resolver, clock);
            listening = true;
            return new BlossomServer(store, index, http, settings.host());
        } finally {
            if (!listening) {
                opened.reversed().forEach(BlossomServer::giveUp);
            }
        }
    }

    /** The sweep takes every blob that the index does not know; without the index that would be all of them. */
    private static void checkIndexIsThere(Path indexFile, BlobStore store) {
        if (Files.notExists(indexFile) && !store.isEmpty()) {
            throw new StoreException.Broken(
                    "there are blobs but no index: " + indexFile
                            + " is missing; restore it from a backup, or move the blobs folder away",
                    new FileNotFoundException(indexFile.toString()));
        }
    }

    private static void giveUp(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            // What kept the server from starting is on its way to the caller; this is only its wake.
            LOG.log(Level.DEBUG, "not closed after a failed start", e);
        }
    }

    private static void sweep(BlobStore store, BlobIndex index) {
        BlobStore.Swept swept = store.sweep(prefix -> index.hashesWithPrefix(prefix));
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
