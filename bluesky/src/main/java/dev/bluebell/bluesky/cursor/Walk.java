package dev.bluebell.bluesky.cursor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The way down a list that has its newest items first, to those that are known. One known item is not enough to stop: it may
 * have been removed and added again, and stand above what is new. Belongs to one thread.
 */
final class Walk {

    /** So many of the newest items are remembered, so that some are left when others were deleted. */
    static final int REMEMBERED = 200;

    /** So many known items in a row, in the order in which they were known, are the old part of the list. */
    private static final int ENOUGH = 5;

    private final Map<String, Integer> known = new HashMap<>();
    private final Set<String> newest;
    private final Set<String> handed = new HashSet<>();
    private int last = -1;
    private int run;

    /** Goes on where a reading stopped, or begins. */
    Walk(Mark mark) {
        for (String one : mark.known()) {
            known.putIfAbsent(one, known.size());
        }
        newest = new LinkedHashSet<>(mark.newest());
    }

    /**
     * Takes the next item.
     *
     * @return whether it is new
     */
    boolean isNew(String item) {
        if (newest.size() < REMEMBERED) {
            newest.add(item);
        }
        Integer at = known.get(item);
        if (at == null) {
            run = 0;
            return handed.add(item);
        }
        run = at > last ? run + 1 : 1;
        last = at;
        return false;
    }

    /** Whether all that follows is known. A list shorter than the memory is read to its end. */
    boolean isDone() {
        return run >= ENOUGH && known.size() >= REMEMBERED;
    }

    /** What to remember while this is under way. */
    List<String> newest() {
        return List.copyOf(newest);
    }

    /** What is known when this is done. */
    List<String> knownNow() {
        Set<String> all = new LinkedHashSet<>(newest);
        known.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .forEach(all::add);
        return new ArrayList<>(all).subList(0, Math.min(all.size(), REMEMBERED));
    }
}
