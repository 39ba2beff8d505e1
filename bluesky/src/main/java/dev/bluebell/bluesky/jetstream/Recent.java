package dev.bluebell.bluesky.jetstream;

import java.util.LinkedHashSet;

/** The last so many events, by what they have and no others. Belongs to one thread. */
final class Recent {

    private final int most;
    private final LinkedHashSet<String> names = new LinkedHashSet<>();

    Recent(int most) {
        this.most = most;
    }

    /** Whether it has come before. */
    boolean has(String name) {
        return names.contains(name);
    }

    void add(String name) {
        if (names.add(name) && names.size() > most) {
            names.removeFirst();
        }
    }
}
