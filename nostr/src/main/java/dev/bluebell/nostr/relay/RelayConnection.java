package dev.bluebell.nostr.relay;

import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.Filter;
import dev.bluebell.nostr.NostrException;
import dev.bluebell.nostr.relay.Verdict.Accepted;
import dev.bluebell.nostr.relay.Verdict.Rejected;
import dev.bluebell.nostr.relay.Verdict.TryLater;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket to one relay, from its opening to its loss, and the calls that wait on it. Thread-safe.
 *
 * <p>Its {@link RelayReader} completes what waits here.
 */
final class RelayConnection implements AutoCloseable {

    private static final String NO_ANSWER = "no answer in time";

    /**
     * How long to wait for an answer before looking whether anybody is there. The JDK's WebSocket (25) misses the end of a
     * connection that comes right behind a message, but a ping fails then, at the latest the second one.
     */
    private static final Duration PROBE = Duration.ofMillis(500);

    private final RelaySocket socket;
    private final RelaySettings settings;
    private final Runnable whenLost;
    private final Optional<Authentication> authentication;
    private final ConcurrentMap<String, CompletableFuture<Verdict>> unanswered = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Feed> feeds = new ConcurrentHashMap<>();
    private final AtomicLong lastFeed = new AtomicLong();
    private final Semaphore freeFeeds;
    private volatile Instant heard;
    private volatile @Nullable ConnectionLost loss;

    private RelayConnection(RelaySocket socket, RelayAddress relay, RelaySettings settings, Runnable whenLost) {
        this.socket = socket;
        this.settings = settings;
        this.whenLost = whenLost;
        this.authentication = settings.signer().map(one -> new Authentication(relay, one, settings.clock()));
        this.freeFeeds = new Semaphore(settings.limits().fetches());
        this.heard = settings.clock().instant();
    }

    /** Connects; {@code whenLost} is called once, when the connection is of no use any more. */
    static RelayConnection open(RelayAddress relay, RelaySettings settings, Runnable whenLost)
            throws ConnectionLost, InterruptedException {
        RelaySocket socket =
                RelaySocket.open(settings.http(), relay, settings.limits().messageCharacters(), settings.timeout());
        RelayConnection connection = new RelayConnection(socket, relay, settings, whenLost);
        Thread.ofVirtual().name("from " + relay).start(new RelayReader(relay, socket, settings, connection));
        return connection;
    }

    /** Sends an event and waits for the relay's word on it. */
    Verdict publish(Event event, Deadline deadline) throws ConnectionLost, InterruptedException {
        try {
            Verdict verdict = ask("EVENT", event, deadline);
            if (!(verdict instanceof Rejected(String reason) && mayAuthenticate(reason))) {
                return verdict;
            }
            Verdict admission = authenticate(reason, deadline);
            return admission instanceof Accepted ? ask("EVENT", event, deadline) : admission;
        } catch (TimeoutException e) {
            return new TryLater(NO_ANSWER);
        }
    }

    /**
     * Subscribes to what is stored, and waits for the end of that; see {@link Feed#end}.
     *
     * @param makeFeed called twice if the relay wants to know first who asks
     */
    Optional<String> fetch(Supplier<? extends Feed> makeFeed, Deadline deadline)
            throws ConnectionLost, InterruptedException, TimeoutException {
        return run(makeFeed, PROBE, deadline);
    }

    /** The same for a subscription that lasts as long as it can. */
    Optional<String> follow(Supplier<? extends Feed> makeFeed)
            throws ConnectionLost, InterruptedException, TimeoutException {
        return run(makeFeed, settings.silence(), Deadline.NEVER);
    }

    private Optional<String> run(Supplier<? extends Feed> makeFeed, Duration probe, Deadline deadline)
            throws ConnectionLost, InterruptedException, TimeoutException {
        Optional<String> end = runOnce(makeFeed.get(), probe, deadline);
        if (end.isEmpty() || !mayAuthenticate(end.get())) {
            return end;
        }
        return switch (authenticate(end.get(), deadline)) {
            case Accepted admitted -> runOnce(makeFeed.get(), probe, deadline);
            case Rejected refused -> Optional.of(refused.reason());
            case TryLater failed -> Optional.of(failed.reason());
        };
    }

    private Optional<String> runOnce(Feed feed, Duration probe, Deadline deadline)
            throws ConnectionLost, InterruptedException, TimeoutException {
        if (!freeFeeds.tryAcquire(deadline.nanosLeft(), TimeUnit.NANOSECONDS)) {
            throw new TimeoutException();
        }
        String id = "b" + lastFeed.incrementAndGet();
        feeds.put(id, feed);
        try {
            requireConnected();
            send(request(id, feed), deadline);
            return await(feed.end(), probe, deadline);
        } finally {
            feeds.remove(id);
            freeFeeds.release();
            socket.sendIfThereIsRoom("[\"CLOSE\",\"%s\"]".formatted(id));
        }
    }

    private static String request(String id, Feed feed) {
        return feed.filters().stream()
                .map(Filter::toJson)
                .collect(Collectors.joining(",", "[\"REQ\",\"" + id + "\",", "]"));
    }

    private Verdict ask(String type, Event event, Deadline deadline)
            throws ConnectionLost, InterruptedException, TimeoutException {
        CompletableFuture<Verdict> answer = new CompletableFuture<>();
        CompletableFuture<Verdict> earlier = unanswered.putIfAbsent(event.id(), answer);
        if (earlier != null) { // of another thread, and good for both
            return await(earlier, PROBE, deadline);
        }
        try {
            requireConnected();
            send("[\"%s\",%s]".formatted(type, event.toJson()), deadline);
            return await(answer, PROBE, deadline);
        } finally {
            unanswered.remove(event.id(), answer);
        }
    }

    private <T> T await(Future<T> answer, Duration probe, Deadline deadline)
            throws ConnectionLost, InterruptedException, TimeoutException {
        while (deadline.nanosLeft() > probe.toNanos()) {
            try {
                return Deadline.in(probe).await(answer);
            } catch (TimeoutException e) {
                socket.ping();
            }
        }
        return deadline.await(answer);
    }

    private void send(String text, Deadline deadline) throws InterruptedException, TimeoutException {
        if (!socket.send(text, deadline)) {
            throw new TimeoutException();
        }
    }

    private boolean mayAuthenticate(String refusal) {
        return authentication.filter(one -> one.isWantedBy(refusal)).isPresent();
    }

    /** Accepted if what was refused may be tried again, otherwise what to say about it. */
    private Verdict authenticate(String refusal, Deadline deadline)
            throws ConnectionLost, InterruptedException, TimeoutException {
        Duration patience = settings.timeout(); // each time anew, since the signer may have to ask somebody
        try {
            Event proof = authentication.orElseThrow().answer(deadline.butWithin(patience));
            return ask("AUTH", proof, deadline.butWithin(patience));
        } catch (NostrException e) {
            return new Rejected(Reason.oneLine(refusal + "; the signer says: " + e.getMessage()));
        }
    }

    private void requireConnected() throws ConnectionLost {
        ConnectionLost known = loss;
        if (known != null) {
            throw new ConnectionLost(known.reason());
        }
    }

    // What the reader tells.

    /** The relay said something at that time. */
    void heard(Instant time) {
        heard = time;
    }

    void challenged(String challenge) {
        authentication.ifPresent(one -> one.challenge(challenge));
    }

    void answered(String id, Verdict verdict) {
        CompletableFuture<Verdict> answer = unanswered.get(id);
        if (answer != null) {
            answer.complete(verdict);
        }
    }

    Optional<Feed> feed(String id) {
        return Optional.ofNullable(feeds.get(id));
    }

    boolean isIdle() {
        return unanswered.isEmpty() && feeds.isEmpty();
    }

    void lost(ConnectionLost why) {
        whenLost.run(); // first, so that nobody who hears of the loss is given this connection again
        loss = why; // before the sweep, so that whoever waits from now on sees it
        unanswered.values().forEach(answer -> answer.completeExceptionally(why));
        feeds.values().forEach(feed -> feed.lost(why));
    }

    /** When the relay last said something. */
    Instant lastHeard() {
        return heard;
    }

    @Override
    public void close() {
        socket.close();
    }
}
