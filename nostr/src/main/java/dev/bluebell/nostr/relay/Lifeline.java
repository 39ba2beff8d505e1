package dev.bluebell.nostr.relay;

import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.Filter;
import dev.bluebell.nostr.relay.SubscriptionState.Ended;
import dev.bluebell.nostr.relay.SubscriptionState.Live;
import dev.bluebell.nostr.relay.SubscriptionState.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * Keeps a subscription alive at one relay: on a connection of its own, and after a loss on another one, for what is new
 * since. One thread runs it until it is interrupted or the relay refuses for good.
 */
final class Lifeline implements Runnable {

    /** How far back to ask after a gap: clocks differ, and events take their time to get around. */
    private static final Duration OVERLAP = Duration.ofMinutes(2);

    private final RelayAddress relay;
    private final RelaySettings settings;
    private final Backoff backoff;
    private final Inbox inbox;
    private final Standing standing;
    private final Instant begin;
    private List<Filter> filters;
    private volatile Optional<Deadline> steady = Optional.empty();

    Lifeline(
            RelayAddress relay,
            List<Filter> filters,
            RelaySettings settings,
            Backoff backoff,
            Inbox inbox,
            Standing standing) {
        this.relay = relay;
        this.filters = filters;
        this.settings = settings;
        this.backoff = backoff;
        this.inbox = inbox;
        this.standing = standing;
        this.begin = settings.clock().instant();
    }

    @Override
    public void run() {
        try {
            int failures = 0;
            String reason = live();
            while (!Reason.isFinal(reason)) {
                standing.set(relay, new Waiting(reason));
                failures = wasSteady() ? 1 : failures + 1;
                Thread.sleep(backoff.after(failures));
                reason = live();
            }
            if (standing.set(relay, new Ended(reason))) {
                inbox.end();
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    /** One life; returns why it ended. */
    private String live() throws InterruptedException {
        steady = Optional.empty();
        try (RelayConnection connection = RelayConnection.open(relay, settings, () -> {})) {
            try {
                return connection.follow(Lasting::new).orElse("");
            } finally {
                resumeFrom(connection.lastHeard());
            }
        } catch (ConnectionLost e) {
            return e.reason();
        } catch (TimeoutException e) {
            return "no answer in time";
        }
    }

    /** As long as what was stored has not come, it is asked for again. */
    private void resumeFrom(Instant lastHeard) {
        if (steady.isPresent()) {
            Instant early = lastHeard.minus(OVERLAP);
            Instant since = early.isBefore(begin) ? begin : early;
            filters = filters.stream().map(filter -> filter.resumedAt(since)).toList();
        }
    }

    /** A relay that hangs up again and again shall not be taken for one that was there all the time. */
    private boolean wasSteady() {
        return steady.filter(since -> since.nanosLeft() <= 0).isPresent();
    }

    private final class Lasting extends Feed {

        Lasting() {
            super(filters);
        }

        @Override
        boolean knows(String id) {
            return inbox.knows(id);
        }

        @Override
        void take(Event event, int characters) throws InterruptedException {
            inbox.put(event, characters);
        }

        @Override
        void stored() {
            if (steady.isEmpty()) {
                steady = Optional.of(Deadline.in(backoff.longest()));
                standing.set(relay, new Live());
            }
        }
    }
}
