package dev.bluebell.bluesky.jetstream;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Nsid;
import dev.bluebell.bluesky.cursor.CursorScope;
import dev.bluebell.bluesky.cursor.CursorStore;
import dev.bluebell.bluesky.cursor.Listing;
import dev.bluebell.bluesky.http.Http;
import dev.bluebell.bluesky.http.Loopback;
import dev.bluebell.bluesky.http.MessageStream;
import dev.bluebell.bluesky.xrpc.Params;
import dev.bluebell.bluesky.xrpc.Sleeper;
import java.net.URI;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A subscription to a Jetstream server (version 1, {@code /subscribe}). It connects again whenever a connection is lost or
 * nothing comes any more, and goes on where it was; also in another process, as its position is saved after events were
 * processed. One thread may run it, any may close it.
 */
public final class Jetstream implements AutoCloseable {

    /** One of the servers that Bluesky runs. */
    public static final URI BLUESKY = URI.create("https://jetstream2.us-east.bsky.network");

    private static final Nsid SUBSCRIBE = new Nsid("network.bsky.jetstream.subscribe");

    final Http http;
    final URI server;
    final Params wanted;
    final CursorStore cursors;
    final JetstreamLimits limits;
    final InstantSource clock;
    final Sleeper sleeper;
    final RandomGenerator random;

    private volatile boolean closed;
    volatile @Nullable MessageStream open;

    private Jetstream(Builder builder) {
        http = builder.http;
        server = builder.server;
        wanted = builder.wanted.build();
        cursors = builder.cursors;
        limits = builder.limits;
        clock = builder.clock;
        sleeper = builder.sleeper;
        random = builder.random;
    }

    /**
     * One to be set up.
     *
     * @param http connects; closed by whoever made it
     * @param server reached over TLS; only on this machine without
     * @param cursors keeps how far it has come, by server and by what is wanted
     */
    public static Builder builder(Http http, URI server, CursorStore cursors) {
        return new Builder(http, server, cursors);
    }

    /** Under what is remembered how far it has come. */
    public CursorScope scope() {
        String host = server.getRawAuthority().toLowerCase(Locale.ROOT);
        return new CursorScope(
                Optional.empty(),
                host,
                SUBSCRIBE,
                Listing.of(SUBSCRIBE.value(), wanted, "").key());
    }

    /**
     * Hands over events as they come, until this is closed; those first that came since the last time, as far as the server
     * has them. Without a last time it begins with what comes next.
     *
     * @throws BlueskyException.Refused if the server does not take what is wanted
     * @throws BlueskyException.Unreachable if there is no such server
     * @throws BlueskyException.Interrupted if the thread is interrupted
     */
    public void run(EventHandler handler) {
        Run run = new Run(this, handler, cursors.find(scope()).map(Place::read));
        try {
            run.go();
            run.save();
        } catch (InterruptedException e) {
            run.save();
            if (!isClosed()) {
                Thread.currentThread().interrupt();
                throw new BlueskyException.Interrupted("interrupted while listening to " + server, e);
            }
        } catch (RuntimeException e) {
            run.saveAfter(e);
            throw e;
        }
    }

    /** Whether this was closed, or the connections that it uses. */
    boolean isClosed() {
        return closed || http.isClosed();
    }

    /** Ends {@link #run}, after the event that is being handled. */
    @Override
    public void close() {
        closed = true;
        MessageStream stream = open;
        if (stream != null) {
            stream.close();
        }
    }

    /** What can be set up. Not thread-safe. */
    public static final class Builder {

        private static final int MOST_COLLECTIONS = 100;
        private static final int MOST_ACCOUNTS = 10_000;

        private final Http http;
        private final URI server;
        private final CursorStore cursors;
        private final Params.Builder wanted = Params.builder();
        private final Map<String, Integer> counts = new HashMap<>();
        private JetstreamLimits limits = JetstreamLimits.defaults();
        private InstantSource clock = InstantSource.system();
        private Sleeper sleeper = Thread::sleep;
        private RandomGenerator random = RandomGenerator.getDefault();

        private Builder(Http http, URI server, CursorStore cursors) {
            this.http = http;
            this.server = Loopback.check(server);
            this.cursors = cursors;
        }

        /**
         * Records of these kinds only; of all kinds if not said.
         *
         * @param names at most 100 in all, like {@code app.bsky.feed.post}, or for all that begin so {@code app.bsky.graph.*}
         * @throws IllegalArgumentException if there are more, or one is neither
         */
        public Builder collections(Collection<String> names) {
            for (String name : names) {
                // With a word in the place of the star it must be a name.
                Nsid unused = new Nsid(name.endsWith(".*") ? name.replace("*", "any") : name);
            }
            return want("wantedCollections", names, MOST_COLLECTIONS);
        }

        /**
         * Of these accounts only; of all if not said.
         *
         * @param dids at most 10,000 in all, though a server may take fewer
         * @throws IllegalArgumentException if there are more
         */
        public Builder accounts(Collection<Did> dids) {
            return want("wantedDids", dids, MOST_ACCOUNTS);
        }

        private Builder want(String name, Collection<?> values, int most) {
            int count = counts.merge(name, values.size(), Integer::sum);
            if (count > most) {
                throw new IllegalArgumentException(
                        "a subscription has at most %d %s, not %d".formatted(most, name, count));
            }
            wanted.add(name, values);
            return this;
        }

        /** How patient it is; {@link JetstreamLimits#defaults} if not said. */
        public Builder limits(JetstreamLimits value) {
            limits = value;
            return this;
        }

        /** Where the time comes from; the clock of this machine if not said. */
        public Builder clock(InstantSource value) {
            clock = value;
            return this;
        }

        /** Lets time pass; the thread sleeps if not said. */
        public Builder sleeper(Sleeper value) {
            sleeper = value;
            return this;
        }

        /** Cuts pauses. */
        public Builder random(RandomGenerator value) {
            random = value;
            return this;
        }

        /** The subscription. Nothing is asked yet. */
        public Jetstream build() {
            return new Jetstream(this);
        }
    }
}
