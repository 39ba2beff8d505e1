package dev.bluebell.nostr.relay;

import dev.bluebell.nostr.relay.SubscriptionState.Ended;
import dev.bluebell.nostr.relay.SubscriptionState.Live;
import dev.bluebell.nostr.relay.SubscriptionState.Starting;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How it stands between a subscription and each of its relays. Thread-safe. */
final class Standing {

    private final Map<RelayAddress, SubscriptionState> states = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    Standing(Collection<RelayAddress> relays) {
        relays.forEach(relay -> states.put(relay, new Starting()));
    }

    /** Returns whether all have ended now. */
    boolean set(RelayAddress relay, SubscriptionState state) {
        lock.lock();
        try {
            states.put(relay, state);
            changed.signalAll();
            return states.values().stream().allMatch(Ended.class::isInstance);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until none is starting, or the time is up; returns whether one is live. */
    boolean awaitLive(Deadline deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = deadline.nanosLeft();
            while (left > 0 && states.values().stream().anyMatch(Starting.class::isInstance)) {
                left = changed.awaitNanos(left);
            }
            return states.values().stream().anyMatch(Live.class::isInstance);
        } finally {
            lock.unlock();
        }
    }

    Map<RelayAddress, SubscriptionState> now() {
        lock.lock();
        try {
            return Collections.unmodifiableMap(new LinkedHashMap<>(states));
        } finally {
            lock.unlock();
        }
    }
}
