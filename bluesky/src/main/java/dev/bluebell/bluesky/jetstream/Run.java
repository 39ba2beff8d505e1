package dev.bluebell.bluesky.jetstream;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.http.MessageStream;
import dev.bluebell.bluesky.http.MessageStream.Arrival;
import dev.bluebell.bluesky.xrpc.Params;
import dev.bluebell.bluesky.xrpc.XrpcJson;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** A subscription from its beginning to its end. Belongs to one thread. */
final class Run {

    private static final System.Logger LOG = System.getLogger("bluebell.bluesky");
    private static final int BAD_REQUEST = 400;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;
    private static final int MOST_DOUBLINGS = 20;

    private final Jetstream stream;
    private final JetstreamLimits limits;
    private final EventHandler handler;
    private final Recent recent;
    /** What comes between the first connection and its first event would be missed without it. */
    private final long begun;

    /** What was before it another run has handed over, or nobody wants. */
    private @Nullable Long firstMicros;

    private @Nullable Place place;
    private @Nullable Place saved;
    private Instant lastSaved;
    private boolean connectedBefore;
    private int failures;

    Run(Jetstream stream, EventHandler handler, Optional<Place> from) {
        this.stream = stream;
        this.limits = stream.limits;
        this.handler = handler;
        this.recent = new Recent(limits.remembered());
        this.lastSaved = stream.clock.instant();
        this.begun = ChronoUnit.MICROS.between(Instant.EPOCH, lastSaved);
        this.place = from.orElse(null);
        this.saved = this.place;
        from.ifPresent(known -> {
            firstMicros = known.timeMicros();
            known.processed().forEach(recent::add);
        });
    }

    void go() throws InterruptedException {
        while (!stream.isClosed()) {
            String why = listen();
            save();
            if (!stream.isClosed()) {
                failures++;
                LOG.log(System.Logger.Level.DEBUG, "{0}: {1}; connecting again", stream.server, why);
                sleep();
            }
        }
    }

    /** A short nap at a time, as closing must not wait for the whole pause. */
    private void sleep() throws InterruptedException {
        long left = pause().toMillis();
        while (left > 0 && !stream.isClosed()) {
            long nap = Math.min(left, 100);
            stream.sleeper.sleep(Duration.ofMillis(nap));
            left -= nap;
        }
    }

    private Duration pause() {
        long doubled = limits.firstPause().toMillis() << Math.min(failures - 1, MOST_DOUBLINGS);
        long whole = Math.min(doubled, limits.longestPause().toMillis());
        return Duration.ofMillis(whole - stream.random.nextLong(whole / 2 + 1));
    }

    /** Listens over one connection; the answer is why it ended. */
    private String listen() throws InterruptedException {
        try (MessageStream messages = stream.http.listen(address(), limits.mostCharacters())) {
            stream.open = messages;
            connectedBefore = true;
            return stream.isClosed() ? "closed" : listen(messages);
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
            stream.open = null;
        }
    }

    private String listen(MessageStream messages) throws InterruptedException {
        Duration half = limits.stall().dividedBy(2);
        boolean asked = false;
        while (true) {
            Optional<Arrival> arrival = messages.next(half);
            if (arrival.isEmpty()) {
                if (asked) {
                    return "no sign of life for " + limits.stall();
                }
                messages.ping();
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
            if (stream.isClosed()) {
                return "closed";
            }
        }
    }

    private void take(String message) {
        JetstreamEvent event;
        try {
            event = JetstreamEvent.read(XrpcJson.mapper().readTree(message));
        } catch (JacksonException | BlueskyException.BadAnswer e) {
            LOG.log(System.Logger.Level.DEBUG, "{0} sent an event that makes no sense", stream.server);
            return;
        }
        failures = 0;
        if (firstMicros == null) {
            firstMicros = event.timeMicros();
        }
        String name = event.identity();
        if (!recent.has(name)) {
            handler.handle(event);
            recent.add(name);
        }
        Place before = place;
        place = before == null ? new Place(0, List.of()).after(event) : before.after(event);
        if (Duration.between(lastSaved, stream.clock.instant()).compareTo(limits.saveEvery()) >= 0) {
            save();
        }
    }

    /** Has the next run begin here. */
    void save() {
        Place now = place;
        if (now != null && !now.equals(saved)) {
            stream.cursors.save(stream.scope(), now.position());
            saved = now;
        }
        lastSaved = stream.clock.instant();
    }

    /** The same when something has failed, which is not to be hidden by another failure. */
    void saveAfter(RuntimeException failure) {
        try {
            save();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /** In this process it is known what came, so that an overlap does no harm; it fills what another server lacks. */
    private URI address() {
        Params params = stream.wanted.with("maxMessageSizeBytes", limits.mostCharacters());
        Place from = place;
        Long first = firstMicros;
        if (from != null && first != null) {
            long overlap = limits.overlap().toNanos() / 1000;
            params = params.with("cursor", Math.max(from.timeMicros() - overlap, first));
        } else if (connectedBefore) {
            params = params.with("cursor", begun);
        }
        return stream.server.resolve("/subscribe?" + params.query());
    }
}
