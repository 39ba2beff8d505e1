package dev.bluebell.nostr.relay;

import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.Filter;
import dev.bluebell.nostr.NostrException;
import dev.bluebell.nostr.Signer;
import dev.bluebell.nostr.relay.FetchOutcome.Complete;
import dev.bluebell.nostr.relay.FetchOutcome.Failed;
import dev.bluebell.nostr.relay.FetchOutcome.TimedOut;
import dev.bluebell.nostr.relay.Verdict.TryLater;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Talks to several Nostr relays at once. Thread-safe.
 *
 * <p>No relay can make a call fail: whatever one does is in the result, beside what the others did. Plain {@code ws://} is
 * for relays on this machine, unless {@link Builder#allowUnprotected} says otherwise.
 *
 * <pre>{@code
 * try (var pool = RelayPool.builder().signer(signer).build()) {
 *     List<Published> verdicts = pool.publish(event, List.of(RelayAddress.parse("wss://relay.example")));
 * }
 * }</pre>
 */
public final class RelayPool implements AutoCloseable {

    private static final Comparator<Event> NEWEST_FIRST =
            Comparator.comparing(Event::createdAt).reversed().thenComparing(Event::id);

    private final RelaySettings settings;
    private final Backoff backoff;
    private final boolean allowUnprotected;
    private final Optional<HttpClient> ownHttpClient;
    private final Connections connections;
    private final SeveralCalls calls = new SeveralCalls();
    private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private RelayPool(
            RelaySettings settings, Backoff backoff, boolean allowUnprotected, Optional<HttpClient> ownHttpClient) {
        this.settings = settings;
        this.backoff = backoff;
        this.allowUnprotected = allowUnprotected;
        this.ownHttpClient = ownHttpClient;
        this.connections = new Connections(settings);
    }

    /** A pool to be set up. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Sends an event to all relays at once and waits for the word of each, at most for the builder's time-out.
     *
     * @param relays at least one; each is asked once, however often it is named
     * @return one verdict a relay, in their order
     * @throws IllegalArgumentException if there is no relay, or one that is not protected
     * @throws NostrException.Interrupted if the calling thread is interrupted
     */
    public List<Published> publish(Event event, Collection<RelayAddress> relays) {
        Deadline deadline = Deadline.in(settings.timeout());
        return calls.each(
                checked(relays),
                relay -> new Published(relay, publish(event, relay, deadline)),
                relay -> new Published(relay, new TryLater("no answer in time")),
                deadline);
    }

    private Verdict publish(Event event, RelayAddress relay, Deadline deadline) throws InterruptedException {
        try {
            return connections.call(relay, deadline, connection -> connection.publish(event, deadline));
        } catch (ConnectionLost e) {
            return new TryLater(e.reason());
        } catch (TimeoutException e) {
            return new TryLater("no connection in time");
        }
    }

    /**
     * Asks all relays at once for what they have stored.
     *
     * @param filters at least one; an event must fit one of them
     * @param relays at least one; each is asked once, however often it is named
     * @param timeout how long to wait for the slowest; what has come by then is in the result
     * @throws IllegalArgumentException if there is no filter, no relay, or one that is not protected
     * @throws NostrException.Interrupted if the calling thread is interrupted
     */
    public Fetched fetch(List<Filter> filters, Collection<RelayAddress> relays, Duration timeout) {
        requireSome(filters);
        Deadline deadline = Deadline.in(timeout);
        ConcurrentMap<String, Event> found = new ConcurrentHashMap<>();
        List<RelayAddress> asked = checked(relays);
        List<FetchOutcome> outcomes =
                calls.each(asked, relay -> fetch(filters, relay, found, deadline), relay -> new TimedOut(), deadline);
        Map<RelayAddress, FetchOutcome> byRelay = new LinkedHashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            byRelay.put(asked.get(i), outcomes.get(i));
        }
        return new Fetched(found.values().stream().sorted(NEWEST_FIRST).toList(), byRelay);
    }

    private FetchOutcome fetch(
            List<Filter> filters, RelayAddress relay, ConcurrentMap<String, Event> found, Deadline deadline)
            throws InterruptedException {
        int maxCharacters = settings.limits().fetchedCharacters();
        try {
            Optional<String> refusal = connections.call(
                    relay,
                    deadline,
                    connection -> connection.fetch(() -> new Fetching(filters, found, maxCharacters), deadline));
            return refusal.<FetchOutcome>map(Failed::new).orElseGet(Complete::new);
        } catch (ConnectionLost e) {
            return new Failed(e.reason());
        } catch (TimeoutException e) {
            return new TimedOut();
        }
    }

    /**
     * Subscribes to what relays have stored and will get. Returns at once; the caller closes it.
     *
     * @param filters at least one; an event must fit one of them
     * @param relays at least one; each is asked once, however often it is named
     * @throws IllegalArgumentException if there is no filter, no relay, or one that is not protected
     */
    public Subscription subscribe(List<Filter> filters, Collection<RelayAddress> relays) {
        requireSome(filters);
        Subscription subscription =
                new Subscription(List.copyOf(filters), checked(relays), settings, backoff, subscriptions::remove);
        subscriptions.add(subscription);
        if (closed) {
            subscription.close();
        }
        return subscription;
    }

    private static void requireSome(List<Filter> filters) {
        if (filters.isEmpty()) {
            throw new IllegalArgumentException("a query needs at least one filter");
        }
    }

    private List<RelayAddress> checked(Collection<RelayAddress> relays) {
        if (relays.isEmpty()) {
            throw new IllegalArgumentException("name at least one relay");
        }
        relays.stream()
                .filter(relay -> !allowUnprotected && !relay.isProtected())
                .findFirst()
                .ifPresent(relay -> {
                    throw new IllegalArgumentException(
                            "everybody on the way to %s could read along; use wss://".formatted(relay));
                });
        return relays.stream().distinct().toList();
    }

    /** Ends subscriptions and connections, and the HTTP client unless it was given to the builder. */
    @Override
    public void close() {
        closed = true;
        List.copyOf(subscriptions).forEach(Subscription::close);
        connections.close();
        calls.close();
        ownHttpClient.ifPresent(HttpClient::shutdownNow);
    }

    /** Options of a pool. Not thread-safe. */
    public static final class Builder {

        private Optional<Signer> signer = Optional.empty();
        private @Nullable HttpClient httpClient;
        private InstantSource clock = InstantSource.system();
        private RandomGenerator random = new Random();
        private RelayLimits limits = RelayLimits.defaults();
        private Duration timeout = Duration.ofSeconds(10);
        private Duration silence = Duration.ofSeconds(30);
        private Duration firstPause = Duration.ofSeconds(1);
        private Duration longestPause = Duration.ofMinutes(5);
        private boolean allowUnprotected;

        private Builder() {}

        /**
         * In whose name to answer a relay that refuses something because it wants to know who asks (NIP-42); without one,
         * it stays refused.
         */
        public Builder signer(Signer one) {
            this.signer = Optional.of(one);
            return this;
        }

        /**
         * The HTTP client to use, for instance with a proxy or another trust in certificates; the caller closes it. Without
         * one the pool has its own.
         *
         * @throws IllegalArgumentException if it follows redirects, since they may lead to somebody else
         */
        public Builder httpClient(HttpClient http) {
            if (http.followRedirects() != HttpClient.Redirect.NEVER) {
                throw new IllegalArgumentException("the HTTP client must not follow redirects");
            }
            this.httpClient = http;
            return this;
        }

        /** Where the time comes from; the system's clock if not said. */
        public Builder clock(InstantSource source) {
            this.clock = source;
            return this;
        }

        /** What the pauses before a new connection vary by; a {@link Random} if not said. */
        public Builder random(RandomGenerator generator) {
            this.random = generator;
            return this;
        }

        /** How much a relay may do; see {@link RelayLimits#defaults} if not said. */
        public Builder limits(RelayLimits some) {
            this.limits = some;
            return this;
        }

        /** How long to wait for a connection, and for a relay's word on an event; 10 s if not said. */
        public Builder timeout(Duration time) {
            this.timeout = time;
            return this;
        }

        /**
         * After how long without a word a relay is asked for a sign of life, how long that may take before it counts as
         * lost, and how long a connection is kept that nobody uses; 30 s if not said.
         */
        public Builder silence(Duration time) {
            this.silence = time;
            return this;
        }

        /**
         * How long a subscription waits before it connects again, after the first failure and at most; 1 s and 5 min if not
         * said. In between it doubles each time; up to half of it is left to chance.
         */
        public Builder pauses(Duration first, Duration longest) {
            this.firstPause = first;
            this.longestPause = longest;
            return this;
        }

        /** Whether {@code ws://} may leave this machine, where others can read along; not if not said. */
        public Builder allowUnprotected(boolean yes) {
            this.allowUnprotected = yes;
            return this;
        }

        /** The pool. */
        public RelayPool build() {
            HttpClient http = httpClient;
            Optional<HttpClient> own = Optional.empty();
            if (http == null) {
                http = HttpClient.newBuilder().connectTimeout(timeout).build();
                own = Optional.of(http);
            }
            return new RelayPool(
                    new RelaySettings(http, signer, clock, limits, timeout, silence),
                    new Backoff(firstPause, longestPause, random),
                    allowUnprotected,
                    own);
        }
    }
}
