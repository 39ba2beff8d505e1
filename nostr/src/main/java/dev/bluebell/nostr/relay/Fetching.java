package dev.bluebell.nostr.relay;

import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.Filter;
import java.util.List;
import java.util.concurrent.ConcurrentMap;

/** Collects what is stored at one relay. */
final class Fetching extends Feed {

    private final ConcurrentMap<String, Event> found;
    private final int maxCharacters;
    private int characters;

    /** @param found by id, of all relays that are asked */
    Fetching(List<Filter> filters, ConcurrentMap<String, Event> found, int maxCharacters) {
        super(filters);
        this.found = found;
        this.maxCharacters = maxCharacters;
    }

    @Override
    boolean knows(String id) {
        return found.containsKey(id);
    }

    @Override
    void take(Event event, int eventCharacters) {
        characters += eventCharacters;
        if (characters > maxCharacters) {
            closed("it gives more than %d characters of events; ask for fewer".formatted(maxCharacters));
        } else {
            found.put(event.id(), event);
        }
    }

    @Override
    void stored() {
        done();
    }
}
