package dev.bluebell.blossom.client;

import dev.bluebell.blossom.BlobDescriptor;
import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.RefusedException;
import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.blossom.Verb;
import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.PublicKey;
import dev.bluebell.nostr.Signer;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Talks to one Blossom server. Thread-safe.
 *
 * <p>With a signer, requests that write carry a token for this server, this verb and this blob; requests that read carry
 * one only when the server asks; {@link Authorization} changes that call by call. A token that was refused is made again
 * once, by the server's clock and with the server's full URL. An upload that was a bad request (400) is repeated once with
 * {@code Content-Digest}, and media whose token was refused with one for an upload, since some servers want just that.
 * What helped is remembered.
 *
 * <p>What costs something (402) is paid by the {@link PaymentHandler}, if there is one, and asked for once more with the
 * proof; a second bill, or a refused proof ({@link dev.bluebell.blossom.Refusal.ProofRefused}), is the answer of the call.
 * Calls that only tell what others would meet, {@code head}, {@code check} and {@code checkMedia}, never carry a proof: if
 * the very call names a handler, that may pay, and the call they tell about carries the proof. A proof goes to no other
 * server, is given up when the server has done what it was for, and until then is sent again with the same call.
 *
 * <p>After what may pass, such as a lost connection or too many requests, calls are repeated as {@link RetryPolicy} says;
 * all of them do the same when done twice, and a blob that is gone after an answer was lost has been deleted. An exception
 * carries those of earlier tries as suppressed ones.
 *
 * <p>Every method throws {@link BlossomException.Unreachable} if no whole answer comes,
 * {@link BlossomException.BadAnswer} or {@link BlossomException.WrongBlob} if it makes no sense, and
 * {@link BlossomException.Interrupted} if the calling thread is interrupted.
 *
 * <pre>{@code
 * try (var client = BlossomClient.builder(URI.create("https://cdn.example")).signer(signer).build()) {
 *     Stored stored = client.upload(LocalBlob.of(Path.of("photo.jpg"))).orThrow();
 * }
 * }</pre>
 */
public final class BlossomClient implements AutoCloseable {

    private final Session session;
    private final Reads reads;
    private final Writes writes;
    private final Optional<HttpClient> ownHttpClient;

    private BlossomClient(Session session, Optional<HttpClient> ownHttpClient) {
        this.session = session;
        this.reads = new Reads(session);
        this.writes = new Writes(session);
        this.ownHttpClient = ownHttpClient;
    }

    /**
     * A client to be set up.
     *
     * @param server http or https, at the root of its host
     * @throws IllegalArgumentException if it is not
     */
    public static Builder builder(URI server) {
        return new Builder(new ServerAddress(server));
    }

    /** The server this client talks to. */
    public ServerAddress server() {
        return session.server();
    }

    /** As {@link #upload(LocalBlob, WriteOptions)} with the defaults. */
    public Answer<Stored> upload(LocalBlob blob) {
        return upload(blob, WriteOptions.defaults());
    }

    /**
     * Stores a blob on the server ({@code PUT /upload}). The server's word on the hash is compared with ours.
     *
     * @throws BlossomException.LocalBlobChanged if the source gives other bytes than when it was hashed
     * @throws BlossomException.LocalFailure if the source cannot be read
     */
    public Answer<Stored> upload(LocalBlob blob, WriteOptions options) {
        return writes.upload(blob, options);
    }

    /**
     * Has the server process a picture or video and store the result ({@code PUT /media}), whose hash is another one.
     *
     * @throws BlossomException.LocalBlobChanged if the source gives other bytes than when it was hashed
     * @throws BlossomException.LocalFailure if the source cannot be read
     */
    public Answer<Stored> uploadMedia(LocalBlob blob, WriteOptions options) {
        return writes.uploadMedia(blob, options);
    }

    /** As {@link #check(LocalBlob, WriteOptions)} with the defaults. */
    public Answer<Accepted> check(LocalBlob blob) {
        return check(blob, WriteOptions.defaults());
    }

    /** Whether the server would take this upload, without sending it ({@code HEAD /upload}); no promise. */
    public Answer<Accepted> check(LocalBlob blob, WriteOptions options) {
        return writes.check("/upload", Verb.UPLOAD, blob, options);
    }

    /** As {@link #checkMedia(LocalBlob, WriteOptions)} with the defaults. */
    public Answer<Accepted> checkMedia(LocalBlob blob) {
        return checkMedia(blob, WriteOptions.defaults());
    }

    /** Whether the server would process this upload, without sending it ({@code HEAD /media}); no promise. */
    public Answer<Accepted> checkMedia(LocalBlob blob, WriteOptions options) {
        return writes.check("/media", Verb.MEDIA, blob, options);
    }

    /**
     * Has the server get a blob from elsewhere by itself ({@code PUT /mirror}).
     *
     * @param source where the blob is
     * @param hash which blob that is; the server's word on what it stored is compared with it
     */
    public Answer<Stored> mirror(URI source, BlobHash hash, WriteOptions options) {
        return writes.mirror(source, hash, options);
    }

    /** Gives up this key's claim on a blob ({@code DELETE /<sha256>}). */
    public Answer<Accepted> delete(BlobHash hash, WriteOptions options) {
        return writes.delete(hash, options);
    }

    /** As {@link #report(Event, WriteOptions)} with the defaults. */
    public Answer<Accepted> report(Event report) {
        return report(report, WriteOptions.defaults());
    }

    /**
     * Tells the server what is wrong with blobs ({@code PUT /report}). No token goes with it.
     *
     * @param report a signed report event
     */
    public Answer<Accepted> report(Event report, WriteOptions options) {
        return writes.report(report, options);
    }

    /** What the server says about a blob ({@code HEAD /<sha256>}); redirects are followed as in {@code get}. */
    public Answer<BlobHead> head(BlobHash hash, ReadOptions options) {
        return reads.head(hash, options);
    }

    /**
     * Gets a blob into a file, which appears under its name, or replaces the one there, only when it is whole and has the
     * right hash. Until then it is {@code NAME.part} beside it. If the connection stays lost, the thread is interrupted or
     * the server refuses to go on, what came is kept there, and the next call goes on from there, today or later; after
     * anything else it is deleted. Redirects are followed if they are for the same blob.
     *
     * @throws BlossomException.TooLong if it is longer than the options allow, or than there is room for by what the server
     *     says
     * @throws BlossomException.LocalFailure if the file cannot be written, or another download is writing it
     */
    public Answer<Fetched> get(BlobHash hash, Path file, ReadOptions options) {
        return reads.get(hash, file, options);
    }

    /**
     * Gets a blob into a stream, which is flushed but not closed. <strong>The hash is known only at the end</strong>: after
     * an exception, what was written is not the blob. After a lost connection, only the rest is asked for. Redirects are
     * followed if they are for the same blob.
     *
     * @throws BlossomException.TooLong if it is longer than the options allow
     * @throws BlossomException.LocalFailure if the stream cannot be written to
     */
    public Answer<Fetched> get(BlobHash hash, OutputStream out, ReadOptions options) {
        return reads.get(hash, out, options);
    }

    /**
     * The blobs of a key, each once ({@code GET /list/<pubkey>}). Nothing is asked before the iteration, and a page only
     * when it is reached. The iterator remembers the hash of every blob it gave, throws a {@link RefusedException} if the
     * server refuses a page, and belongs to one thread.
     */
    public Iterable<BlobDescriptor> list(PublicKey author, ListQuery query) {
        return () -> new BlobListing(session, author, query);
    }

    /** Ends all calls that are under way, and closes the HTTP client unless it was given to the builder. */
    @Override
    public void close() {
        ownHttpClient.ifPresent(HttpClient::shutdownNow);
    }

    /** Options of a client. Not thread-safe. */
    public static final class Builder {

        private final ServerAddress server;
        private Optional<Signer> signer = Optional.empty();
        private @Nullable HttpClient httpClient;
        private InstantSource clock = InstantSource.system();
        private Duration timeout = Duration.ofSeconds(30);
        private Duration workTimeout = Duration.ofMinutes(5);
        private Duration stallLimit = Duration.ofSeconds(15);
        private RetryPolicy retries = RetryPolicy.defaults();
        private RandomGenerator random = new SecureRandom();
        private Sleeper sleeper = Thread::sleep;
        private ClientLimits limits = ClientLimits.defaults();
        private boolean compatible;
        private boolean resumable;
        private PaymentHandler payments = PaymentHandler.NONE;

        private Builder(ServerAddress server) {
            this.server = server;
        }

        /** In whose name to ask; without one, requests carry no token. */
        public Builder signer(Signer one) {
            this.signer = Optional.of(one);
            return this;
        }

        /**
         * The HTTP client to use, for instance with a proxy or another trust in certificates; the caller closes it. Without
         * one the client has its own.
         *
         * @throws IllegalArgumentException if it follows redirects, since some must not be followed
         */
        public Builder httpClient(HttpClient http) {
            if (http.followRedirects() != HttpClient.Redirect.NEVER) {
                throw new IllegalArgumentException("the HTTP client must leave redirects to the Blossom client");
            }
            this.httpClient = http;
            return this;
        }

        /** Where the time in tokens comes from; the system's clock if not said. */
        public Builder clock(InstantSource source) {
            this.clock = source;
            return this;
        }

        /** Until an answer begins; 30 s if not said. */
        public Builder timeout(Duration time) {
            this.timeout = time;
            return this;
        }

        /**
         * Until an answer begins for which the server has to store, fetch or process something first, counted from the
         * last byte sent, and until a list or descriptor is whole; 5 min if not said.
         */
        public Builder workTimeout(Duration time) {
            this.workTimeout = time;
            return this;
        }

        /** How long a transfer may go without a byte; 15 s if not said. There is no limit on how long it may take. */
        public Builder stallLimit(Duration time) {
            this.stallLimit = time;
            return this;
        }

        /** What to do after what may pass; see {@link RetryPolicy#defaults} if not said. */
        public Builder retries(RetryPolicy policy) {
            this.retries = policy;
            return this;
        }

        /** What cuts the pauses between tries; must be thread-safe if the client is used by several threads. */
        public Builder random(RandomGenerator numbers) {
            this.random = numbers;
            return this;
        }

        /** What passes the time between tries; {@link Thread#sleep(Duration)} if not said. */
        public Builder sleeper(Sleeper one) {
            this.sleeper = one;
            return this;
        }

        /** How much the server may do; see {@link ClientLimits#defaults} if not said. */
        public Builder limits(ClientLimits some) {
            this.limits = some;
            return this;
        }

        /**
         * Whether tokens name the server by its full URL too from the beginning, as older servers want it. If not said, they
         * do so after the first one that the server refused.
         */
        public Builder compatible(boolean yes) {
            this.compatible = yes;
            return this;
        }

        /**
         * Whether blobs of more than 16 MiB go in parts of that size to servers that offer it (a draft: {@code PATCH
         * /<sha256>}), so that after a lost connection only one part is sent again. If not said, a lost upload begins anew.
         */
        public Builder resumable(boolean yes) {
            this.resumable = yes;
            return this;
        }

        /**
         * Who pays for calls that do not say who does; nobody if not said.
         *
         * @see PaymentHandler
         */
        public Builder payments(PaymentHandler handler) {
            this.payments = handler;
            return this;
        }

        /** The client. */
        public BlossomClient build() {
            HttpClient http = httpClient;
            Optional<HttpClient> own = Optional.empty();
            if (http == null) {
                http = HttpClient.newBuilder().connectTimeout(timeout).build();
                own = Optional.of(http);
            }
            Tokens tokens = new Tokens(signer, server, clock, compatible);
            Wire wire = new Wire(http, stallLimit);
            Quirks quirks = new Quirks();
            Retries again = new Retries(retries, quirks, clock, random, sleeper);
            Purse purse = new Purse(payments);
            Session session = new Session(
                    server,
                    wire,
                    tokens,
                    purse,
                    quirks,
                    again,
                    clock,
                    limits,
                    timeout,
                    workTimeout,
                    stallLimit,
                    resumable);
            return new BlossomClient(session, own);
        }
    }
}
