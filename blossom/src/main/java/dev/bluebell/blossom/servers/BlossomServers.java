package dev.bluebell.blossom.servers;

import dev.bluebell.blossom.BlobDescriptor;
import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.BlossomUri;
import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.blossom.client.Accepted;
import dev.bluebell.blossom.client.Answer;
import dev.bluebell.blossom.client.BlobHead;
import dev.bluebell.blossom.client.BlossomClient;
import dev.bluebell.blossom.client.Fetched;
import dev.bluebell.blossom.client.LocalBlob;
import dev.bluebell.blossom.client.ReadOptions;
import dev.bluebell.blossom.client.WriteOptions;
import dev.bluebell.blossom.hls.HlsBundle;
import dev.bluebell.nostr.PublicKey;
import dev.bluebell.nostr.Signer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Several Blossom servers, most trusted first, asked as one. Thread-safe.
 *
 * <p>A server that refuses or cannot be reached fails nothing but its own {@link Outcome}. Each has tokens of its own: one
 * token for all would save signatures, but any of the servers could use it against the others.
 *
 * <p>Every method throws {@link BlossomException.Interrupted} if the calling thread is interrupted.
 *
 * <pre>{@code
 * try (var servers = BlossomServers.builder(List.of(URI.create("https://cdn.example"), URI.create("https://b.example")))
 *         .signer(signer)
 *         .build()) {
 *     Copies copies = servers.uploadToAll(LocalBlob.of(Path.of("photo.jpg"))).orThrow();
 * }
 * }</pre>
 */
public final class BlossomServers implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final List<ServerAddress> addresses;
    private final Means means;
    private final Optional<HttpClient> ownHttpClient;

    private BlossomServers(List<ServerAddress> addresses, Means means, Optional<HttpClient> ownHttpClient) {
        this.addresses = addresses;
        this.means = means;
        this.ownHttpClient = ownHttpClient;
    }

    /**
     * Servers to be set up.
     *
     * @param servers most trusted first, repetitions do not count; none is fine for downloads that have hints
     * @throws IllegalArgumentException if one of them cannot be a Blossom server
     */
    public static Builder builder(List<URI> servers) {
        return new Builder(servers.stream().map(ServerAddress::new).distinct().toList());
    }

    /** The servers, most trusted first. */
    public List<ServerAddress> addresses() {
        return addresses;
    }

    /** Some of these servers, in the same order, over the same connections; good until these are closed. */
    public BlossomServers only(Collection<ServerAddress> some) {
        List<ServerAddress> fewer = addresses.stream().filter(some::contains).toList();
        return new BlossomServers(fewer, means, Optional.empty());
    }

    /** As {@link #uploadToAll(LocalBlob, WriteOptions, UploadListener)} with the defaults. */
    public Copies uploadToAll(LocalBlob blob) {
        return uploadToAll(blob, WriteOptions.defaults(), UploadListener.NONE);
    }

    /**
     * Sends a blob to all servers, several at a time.
     *
     * @param options how to sign; their progress listener hears nothing
     */
    public Copies uploadToAll(LocalBlob blob, WriteOptions options, UploadListener listener) {
        Spreading spreading = new Spreading(means.clients(), options, listener);
        return new Copies(onEach(addresses, server -> spreading.upload(server, blob)));
    }

    /** As {@link #uploadAndMirror(LocalBlob, WriteOptions, UploadListener)} with the defaults. */
    public Copies uploadAndMirror(LocalBlob blob) {
        return uploadAndMirror(blob, WriteOptions.defaults(), UploadListener.NONE);
    }

    /**
     * Sends a blob to the first server that takes it, and has the servers after that one fetch it from there, several at a
     * time. A server that does not fetch it is sent it.
     *
     * @param options how to sign; their progress listener hears nothing
     */
    public Copies uploadAndMirror(LocalBlob blob, WriteOptions options, UploadListener listener) {
        Spreading spreading = new Spreading(means.clients(), options, listener);
        return firstThenRest(
                server -> spreading.upload(server, blob),
                (origin, rest) -> onEach(
                        rest,
                        server -> spreading.mirror(
                                server, origin.result().stored().descriptor(), () -> blob)));
    }

    /**
     * Has the first server that will do it process a picture or video, and the servers after that one fetch the result
     * from there, several at a time. A server that does not fetch it is sent it, through a temporary file.
     *
     * @param options how to sign; their progress listener hears nothing
     */
    public Copies uploadMediaAndMirror(LocalBlob blob, WriteOptions options, UploadListener listener) {
        Spreading spreading = new Spreading(means.clients(), options, listener);
        return firstThenRest(server -> spreading.process(server, blob), (origin, rest) -> {
            BlobDescriptor result = origin.result().stored().descriptor();
            try (Carried bytes = means.carry(origin.server(), result)) {
                return onEach(rest, server -> spreading.mirror(server, result, bytes));
            }
        });
    }

    /**
     * Sends a video in pieces to all servers: its files, then its playlists, in which the files are called by their hashes.
     * A server that does not take a piece is sent nothing more.
     *
     * @param options how to sign; their progress listener hears nothing
     * @return what became of the first playlist at each server, or of the piece that a server did not take
     * @throws BlossomException.LocalFailure if a file cannot be read any more
     */
    public Copies uploadHls(HlsBundle video, WriteOptions options, HlsListener listener) {
        return new HlsUpload(this, means.limits().atOnce(), options, listener).run(video);
    }

    /** Asks every server whether it has a blob, several at a time: a server that has it not refuses with status 404. */
    public List<Outcome<BlobHead>> head(BlobHash hash, ReadOptions options) {
        return onEach(addresses, server -> ask(server, client -> client.head(hash, options)));
    }

    /** The servers that say that they have a blob, most trusted first. */
    public List<ServerAddress> holders(BlobHash hash) {
        return head(hash, ReadOptions.defaults()).stream()
                .filter(outcome -> outcome.value().isPresent())
                .map(Outcome::server)
                .toList();
    }

    /** Gives up this key's claim on a blob at every server, several at a time; each is asked with a token of its own. */
    public List<Outcome<Accepted>> delete(BlobHash hash, WriteOptions options) {
        return onEach(addresses, server -> ask(server, client -> client.delete(hash, options)));
    }

    /**
     * Asks these servers which blobs of a key they have, several at a time, to find out what they lack of those that
     * another server has. Nothing is copied yet.
     *
     * @param source the server that has the blobs; it must be able to list them
     * @throws IllegalArgumentException if it cannot be a Blossom server, or is one of these
     */
    public BlobSync syncFrom(URI source, PublicKey author) {
        ServerAddress origin = new ServerAddress(source);
        if (addresses.contains(origin)) {
            throw new IllegalArgumentException(origin + " cannot lack what it has itself");
        }
        return BlobSync.compare(means, origin, addresses, author);
    }

    /** As {@link #get(BlossomUri, Path, ReadOptions, SearchOptions)} with the defaults. */
    public SearchResult get(BlossomUri uri, Path file) {
        return get(uri, file, ReadOptions.defaults(), SearchOptions.defaults());
    }

    /**
     * Looks for a blob until a server gives it: at the servers that the URI names, at those of the authors that it names,
     * at these servers, in the cache. Hash and size are checked; a server that gives anything else is one more
     * {@link Miss}. The file appears, or replaces the one there, when the blob is whole and the right one.
     *
     * @param read an extension goes before the one of the URI, and the shorter length counts
     * @throws BlossomException.LocalFailure if the file cannot be written
     */
    public SearchResult get(BlossomUri uri, Path file, ReadOptions read, SearchOptions options) {
        return new BlobSearch(means.clients(), addresses, options, uri, read, file).run();
    }

    /**
     * As {@link #get(BlossomUri, Path, ReadOptions, SearchOptions)} into a stream, which is flushed but not closed. It gets
     * nothing before the blob is whole and the right one, which lies in a temporary file until then and must not be longer
     * than {@link ServersLimits#temporaryBytes}.
     *
     * @throws BlossomException.LocalFailure if the stream cannot be written to
     */
    public SearchResult get(BlossomUri uri, OutputStream out, ReadOptions read, SearchOptions options) {
        long maxBytes = Math.min(read.maxBytes(), means.limits().temporaryBytes());
        try (Scratch scratch = new Scratch(means.temporary())) {
            ReadOptions bounded = read.withMaxBytes(maxBytes);
            SearchResult result =
                    new BlobSearch(means.clients(), addresses, options, uri, bounded, scratch.file()).run();
            if (result instanceof SearchResult.Found) {
                copy(scratch.file(), out);
            }
            return result;
        }
    }

    private static void copy(Path from, OutputStream out) {
        try {
            Files.copy(from, out);
            out.flush();
        } catch (IOException e) {
            throw new BlossomException.LocalFailure("the blob cannot be written: " + e.getMessage(), e);
        }
    }

    /**
     * As {@link #get(BlossomUri, Path, ReadOptions, SearchOptions)} into memory.
     *
     * @throws BlossomException.AllFailed if no server gives it, or it is longer than {@link Blob#MAX_BYTES}
     */
    public Blob blob(BlossomUri uri, SearchOptions options) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Fetched fetched = get(uri, out, ReadOptions.defaults().withMaxBytes(Blob.MAX_BYTES), options)
                .orThrow();
        return new Blob(fetched, out.toByteArray());
    }

    /** Closes the HTTP client unless it was given to the builder, which ends all that is under way. */
    @Override
    public void close() {
        ownHttpClient.ifPresent(HttpClient::shutdownNow);
    }

    private <T> Outcome<T> ask(ServerAddress server, Function<BlossomClient, Answer<T>> request) {
        return Attempt.at(server, () -> request.apply(means.clients().to(server)));
    }

    private <T> List<T> onEach(List<ServerAddress> servers, Function<ServerAddress, T> work) {
        return Parallel.map(servers, means.limits().atOnce(), work);
    }

    private Copies firstThenRest(
            Function<ServerAddress, Outcome<Copy>> first,
            BiFunction<Outcome.Done<Copy>, List<ServerAddress>, List<Outcome<Copy>>> others) {
        List<Outcome<Copy>> outcomes = new ArrayList<>();
        for (ServerAddress server : addresses) {
            Outcome<Copy> outcome = first.apply(server);
            outcomes.add(outcome);
            if (outcome instanceof Outcome.Done<Copy> origin) {
                outcomes.addAll(others.apply(origin, addresses.subList(outcomes.size(), addresses.size())));
                break;
            }
        }
        return new Copies(outcomes);
    }

    /** Options of several servers. Not thread-safe. */
    public static final class Builder {

        private final List<ServerAddress> servers;
        private Optional<Signer> signer = Optional.empty();
        private @Nullable HttpClient httpClient;
        private Duration workTimeout = Duration.ofMinutes(5);
        private UnaryOperator<BlossomClient.Builder> settings = UnaryOperator.identity();
        private ServersLimits limits = ServersLimits.defaults();
        private Path temporary = Path.of(System.getProperty("java.io.tmpdir"));

        private Builder(List<ServerAddress> servers) {
            this.servers = servers;
        }

        /** In whose name to ask; without one, requests carry no token. */
        public Builder signer(Signer one) {
            this.signer = Optional.of(one);
            return this;
        }

        /**
         * The HTTP client to use, as in {@link BlossomClient.Builder#httpClient}; the caller closes it. Without one there
         * is one of their own.
         */
        public Builder httpClient(HttpClient http) {
            this.httpClient = http;
            return this;
        }

        /**
         * How long a server may store, fetch or process a small blob before it answers; 5 min if not said. It has a
         * minute more for each 64 MiB.
         */
        public Builder workTimeout(Duration time) {
            this.workTimeout = time;
            return this;
        }

        /** What else is to be set in the client of each server; nothing if not said. */
        public Builder clients(UnaryOperator<BlossomClient.Builder> some) {
            this.settings = some;
            return this;
        }

        /** How much is done at once; see {@link ServersLimits#defaults} if not said. */
        public Builder limits(ServersLimits some) {
            this.limits = some;
            return this;
        }

        /** An existing folder for temporary files; that of the system if not said. */
        public Builder temporaryFolder(Path folder) {
            this.temporary = folder;
            return this;
        }

        /** The servers. */
        public BlossomServers build() {
            HttpClient http = httpClient;
            Optional<HttpClient> own = Optional.empty();
            if (http == null) {
                http = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
                own = Optional.of(http);
            }
            ServerClients clients = new ServerClients(http, signer, workTimeout, settings);
            return new BlossomServers(servers, new Means(clients, limits, temporary), own);
        }
    }
}
