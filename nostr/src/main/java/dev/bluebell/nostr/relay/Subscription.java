package dev.bluebell.nostr.relay;

import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.Filter;
import dev.bluebell.nostr.NostrException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Events from several relays, first those that are stored and then the new ones as they happen. Each is given once, as far
 * as the ids are remembered, and was asked for and is signed by its author. Thread-safe.
 *
 * <p>Every relay has its own connection. One that is lost is made again, after a pause that grows, and goes on where it was
 * lost. Somebody who does not take the events makes the relays wait.
 */
public final class Subscription implements AutoCloseable {

    private final Inbox inbox;
    private final Standing standing;
    private final List<Thread> lifelines;
    private final Runnable whenClosed;

    Subscription(
            List<Filter> filters,
            Collection<RelayAddress> relays,
            RelaySettings settings,
            Backoff backoff,
            Consumer<Subscription> whenClosed) {
        this.inbox = new Inbox(settings.limits());
        this.standing = new Standing(relays);
        this.whenClosed = () -> whenClosed.accept(this);
        this.lifelines = relays.stream()
                .map(relay -> Thread.ofVirtual()
                        .name("subscription at " + relay)
                        .start(new Lifeline(relay, filters, settings, backoff, inbox, standing)))
                .toList();
    }

    /**
     * The next event; nothing if none comes in that time.
     *
     * @throws NostrException.SubscriptionEnded if none will ever come: every relay has refused, or this is closed
     * @throws NostrException.Interrupted if the calling thread is interrupted
     */
    public Optional<Event> next(Duration time) {
        try {
            Optional<Event> event = inbox.take(Deadline.in(time));
            if (event.isEmpty() && inbox.isOver()) {
                throw new NostrException.SubscriptionEnded("the subscription has ended: " + standing.now());
            }
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NostrException.Interrupted("interrupted while waiting for an event", e);
        }
    }

    /**
     * Waits until every relay has either given all that was stored or failed for the first time, or the time is up.
     *
     * @return whether new events come from one relay at least
     * @throws NostrException.Interrupted if the calling thread is interrupted
     */
    public boolean awaitLive(Duration time) {
        try {
            return standing.awaitLive(Deadline.in(time));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NostrException.Interrupted("interrupted while waiting for the relays", e);
        }
    }

    /** How it stands with each relay just now. */
    public Map<RelayAddress, SubscriptionState> states() {
        return standing.now();
    }

    /** Ends it. What has come can still be taken. */
    @Override
    public void close() {
        inbox.end();
        lifelines.forEach(Thread::interrupt);
        whenClosed.run();
    }
}
