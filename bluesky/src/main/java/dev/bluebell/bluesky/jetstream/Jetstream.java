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
import dev.bluebell.bluesky.http.MessageStream.Arrival;
import dev.bluebell.bluesky.xrpc.Params;
import dev.bluebell.bluesky.xrpc.Sleeper;
import dev.bluebell.bluesky.xrpc.XrpcJson;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A subscription to a Jetstream server (version 1, {@code /subscribe}). It connects again whenever a connection is lost or
 * nothing comes any more, and goes on where it was; also in another process, as its position is saved after events were
 * processed. One thread may run it, any may close it.
 */
public final class Jetstream implements AutoCloseable {

    /** One of the servers that Bluesky runs. */
    public static final URI BLUESKY = URI.create("https://jetstream2.us-east.bsky.network");

    private static final System.Logger LOG = System.getLogger("bluebell.bluesky");
    private static final Nsid SUBSCRIBE = new Nsid("network.bsky.jetstream.subscribe");
    private static final int BAD_REQUEST = 400;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;
    private static final int MOST_DOUBLINGS = 20;

    private final Http http;
    private final URI server;
    private final Params wanted;
    private final CursorStore cursors;
    private final JetstreamLimits limits;
    private final InstantSource clock;
    private final Sleeper sleeper;
    private final RandomGenerator random;

    private volatile boolean closed;
    private volatile @Nullable MessageStream open;

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
        Run run = new Run(handler, cursors.find(scope()).map(Place::read));
        try {
            run.go();
        } catch (InterruptedException e) {
            if (!closed) {
                Thread.currentThread().interrupt();
                throw new BlueskyException.Interrupted("interrupted while listening to " + server, e);
            }
        } finally {
            run.save();
        }
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

    /** From its beginning to its end. Belongs to one thread. */
    private final class Run {

        private final EventHandler handler;
        private final Recent recent = new Recent(limits.remembered());
        /** What comes between the first connection and its first event would be missed without it. */
        private final long begun = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());

        private @Nullable Place place;
        private @Nullable Place saved;
        private Instant lastSaved = clock.instant();
        private boolean connectedBefore;
        private int failures;

        Run(EventHandler handler, Optional<Place> from) {
            this.handler = handler;
            this.place = from.orElse(null);
            this.saved = this.place;
            from.ifPresent(known -> known.processed().forEach(recent::add));
        }

        void go() throws InterruptedException {
            while (!closed) {
                String why = listen();
                save();
                if (!closed) {
                    failures++;
                    LOG.log(System.Logger.Level.DEBUG, "{0}: {1}; connecting again", server, why);
                    sleep();
                }
            }
        }

        /** A short nap at a time, as closing must not wait for the whole pause. */
        private void sleep() throws InterruptedException {
            long left = pause().toMillis();
            while (left > 0 && !closed) {
                long nap = Math.min(left, 100);
                sleeper.sleep(Duration.ofMillis(nap));
                left -= nap;
            }
        }

        private Duration pause() {
            long doubled = limits.firstPause().toMillis() << Math.min(failures - 1, MOST_DOUBLINGS);
            long whole = Math.min(doubled, limits.longestPause().toMillis());
            return Duration.ofMillis(whole - random.nextLong(whole / 2 + 1));
        }

        /** Listens over one connection; the answer is why it ended. */
        private String listen() throws InterruptedException {
            try (MessageStream stream = http.listen(address(), limits.mostCharacters())) {
                open = stream;
                connectedBefore = true;
                return closed ? "closed" : listen(stream);
            } catch (BlueskyException.Refused e) {
                if (e.status() >= BAD_REQUEST && e.status() < SERVER_ERROR && e.status() != TOO_MANY_REQUESTS) {
                    throw e;
                }
                return e.getMessage();
            } catch (BlueskyException.Unreachable e) {
                if (!connectedBefore && e.delivery() == BlueskyException.Unreachable.Delivery.NEVER) {
                    throw e;
                }
                return e.getMessage();
            } finally {
                open = null;
            }
        }

        private String listen(MessageStream stream) throws InterruptedException {
            Duration half = limits.stall().dividedBy(2);
            boolean asked = false;
            while (true) {
                Optional<Arrival> arrival = stream.next(half);
                if (arrival.isEmpty()) {
                    if (asked) {
                        return "no sign of life for " + limits.stall();
                    }
                    stream.ping();
                    asked = true;
                    save();
                    continue;
                }
                asked = false;
                switch (arrival.get()) {
                    case Arrival.Text(String message) -> take(message);
                    case Arrival.Alive alive -> {}
                    case Arrival.Lost(String why) -> {
                        return why;
                    }
                }
                if (closed) {
                    return "closed";
                }
            }
        }

        private void take(String message) {
            JetstreamEvent event;
            try {
                event = JetstreamEvent.read(XrpcJson.mapper().readTree(message));
            } catch (JacksonException | BlueskyException.BadAnswer e) {
                LOG.log(System.Logger.Level.DEBUG, "{0} sent an event that makes no sense", server);
                return;
            }
            failures = 0;
            String name = event.identity();
            if (!recent.has(name)) {
                handler.handle(event);
                recent.add(name);
            }
            Place before = place;
            place = before == null ? new Place(0, List.of()).after(event) : before.after(event);
            if (Duration.between(lastSaved, clock.instant()).compareTo(limits.saveEvery()) >= 0) {
                save();
            }
        }

        private void save() {
            Place now = place;
            if (now != null && !now.equals(saved)) {
                cursors.save(scope(), now.position());
                saved = now;
            }
            lastSaved = clock.instant();
        }

        /** In this process it is known what came, so that an overlap does no harm; it fills what another server lacks. */
        private URI address() {
            Params params = wanted.with("maxMessageSizeBytes", limits.mostCharacters());
            Place from = place;
            if (from != null) {
                long overlap = connectedBefore ? limits.overlap().toNanos() / 1000 : 0;
                params = params.with("cursor", Math.max(0, from.timeMicros() - overlap));
            } else if (connectedBefore) {
                params = params.with("cursor", begun - limits.overlap().toNanos() / 1000);
            }
            return server.resolve("/subscribe?" + params.query());
        }
    }

    /** What can be set up. Not thread-safe. */
    public static final class Builder {

        private final Http http;
        private final URI server;
        private final CursorStore cursors;
        private final Params.Builder wanted = Params.builder();
        private JetstreamLimits limits = JetstreamLimits.defaults();
        private InstantSource clock = InstantSource.system();
        private Sleeper sleeper = Thread::sleep;
        private RandomGenerator random = RandomGenerator.getDefault();

        private Builder(Http http, URI server, CursorStore cursors) {
            this.http = http;
            this.server = Loopback.check(server);
            this.cursors = cursors;
        }

        /** Records of these kinds only; of all kinds if not said. At most 100. */
        public Builder collections(Collection<Nsid> wantedCollections) {
            wanted.add("wantedCollections", wantedCollections);
            return this;
        }

        /** Of these accounts only; of all if not said. At most 10,000, though a server may take fewer. */
        public Builder accounts(Collection<Did> wantedDids) {
            wanted.add("wantedDids", wantedDids);
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
