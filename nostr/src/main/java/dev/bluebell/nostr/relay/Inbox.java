package dev.bluebell.nostr.relay;

import dev.bluebell.nostr.Event;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Events on their way from several relays to whoever takes them, each once, and not too many at a time. Thread-safe. */
final class Inbox {

    private record Held(Event event, int characters) {}

    private final int maxCharacters;
    private final Map<String, Boolean> seen;
    private final Queue<Held> held = new ArrayDeque<>();
    private int characters;
    private boolean ended;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    Inbox(RelayLimits limits) {
        this.maxCharacters = limits.queuedCharacters();
        this.seen = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > limits.rememberedIds();
            }
        };
    }

    boolean knows(String id) {
        lock.lock();
        try {
            return seen.containsKey(id);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is room. An event that is known, or that comes after the end, is dropped. */
    void put(Event event, int eventCharacters) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!ended && characters > 0 && characters + eventCharacters > maxCharacters) {
                changed.await();
            }
            if (!ended && seen.put(event.id(), true) == null) {
                held.add(new Held(event, eventCharacters));
                characters += eventCharacters;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The next event; nothing if none comes in time, or none is left and none will come. */
    Optional<Event> take(Deadline deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = deadline.nanosLeft();
            while (held.isEmpty() && !ended && left > 0) {
                left = changed.awaitNanos(left);
            }
            Optional<Held> first = Optional.ofNullable(held.poll());
            characters -= first.map(Held::characters).orElse(0);
            changed.signalAll();
            return first.map(Held::event);
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more will come. */
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isOver() {
        lock.lock();
        try {
            return ended && held.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
