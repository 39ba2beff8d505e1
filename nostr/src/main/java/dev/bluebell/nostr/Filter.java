package dev.bluebell.nostr;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which events somebody wants (NIP-01): those that fit every condition that is set. Without a condition it fits all.
 * Immutable and thread-safe.
 */
public final class Filter {

    // Sorted, so that equal filters have equal JSON.
    private final Set<String> ids;
    private final Set<String> authors;
    private final Set<Integer> kinds;
    private final Map<String, Set<String>> tags;
    private final @Nullable Instant since;
    private final @Nullable Instant until;
    private final int limit;

    private Filter(Filter from, Instant since) {
        this.ids = from.ids;
        this.authors = from.authors;
        this.kinds = from.kinds;
        this.tags = from.tags;
        this.since = since;
        this.until = from.until;
        this.limit = Builder.NO_LIMIT;
    }

    private Filter(Builder builder) {
        this.ids = new TreeSet<>(builder.ids);
        this.authors = new TreeSet<>(builder.authors);
        this.kinds = new TreeSet<>(builder.kinds);
        this.tags = new TreeMap<>();
        builder.tags.forEach((name, values) -> tags.put(name, new TreeSet<>(values)));
        this.since = builder.since;
        this.until = builder.until;
        this.limit = builder.limit;
    }

    /** A filter without conditions, to add some. */
    public static Builder builder() {
        return new Builder();
    }

    /** Whether an event fits every condition. The limit is none: it counts events. */
    public boolean matches(Event event) {
        return allows(ids, event.id())
                && allows(authors, event.author().hex())
                && allows(kinds, event.kind())
                && (since == null || !event.createdAt().isBefore(since))
                && (until == null || !event.createdAt().isAfter(until))
                && tags.entrySet().stream()
                        .allMatch(tag -> event.tagValues(tag.getKey()).stream().anyMatch(tag.getValue()::contains));
    }

    private static <T> boolean allows(Set<T> wanted, T value) {
        return wanted.isEmpty() || wanted.contains(value);
    }

    /**
     * The same conditions, but for events of this second or later, and without a limit: what a subscription goes on with
     * after a gap. A later start that was set stays.
     */
    public Filter resumedAt(Instant earliest) {
        Instant second = earliest.truncatedTo(ChronoUnit.SECONDS);
        return new Filter(this, since == null || since.isBefore(second) ? second : since);
    }

    /** The filter as JSON on one line, as a relay takes it. */
    public String toJson() {
        Map<String, Object> fields = new LinkedHashMap<>();
        putUnlessEmpty(fields, "ids", ids);
        putUnlessEmpty(fields, "authors", authors);
        putUnlessEmpty(fields, "kinds", kinds);
        tags.forEach((name, values) -> fields.put("#" + name, values));
        if (since != null) {
            fields.put("since", since.getEpochSecond());
        }
        if (until != null) {
            fields.put("until", until.getEpochSecond());
        }
        if (limit != Builder.NO_LIMIT) {
            fields.put("limit", limit);
        }
        return NostrJson.write(fields);
    }

    private static void putUnlessEmpty(Map<String, Object> fields, String name, Collection<?> values) {
        if (!values.isEmpty()) {
            fields.put(name, values);
        }
    }

    @Override
    public String toString() {
        return toJson();
    }

    /**
     * Collects conditions. A list without values is refused, since it would read as no condition at all; giving a list
     * twice adds to it. Not thread-safe.
     */
    public static final class Builder {

        private static final int NO_LIMIT = -1;

        private final Set<String> ids = new TreeSet<>();
        private final Set<String> authors = new TreeSet<>();
        private final Set<Integer> kinds = new TreeSet<>();
        private final Map<String, Set<String>> tags = new TreeMap<>();
        private @Nullable Instant since;
        private @Nullable Instant until;
        private int limit = NO_LIMIT;

        private Builder() {}

        /**
         * Events with one of these ids.
         *
         * @param wanted at least one, each 64 lower-case hex digits
         */
        public Builder ids(Collection<String> wanted) {
            requireSome("ids", wanted.size());
            wanted.forEach(id -> ids.add(Hex.requireId(id)));
            return this;
        }

        /**
         * Events by one of these authors.
         *
         * @param wanted at least one
         */
        public Builder authors(Collection<PublicKey> wanted) {
            requireSome("authors", wanted.size());
            wanted.forEach(author -> authors.add(author.hex()));
            return this;
        }

        /**
         * Events of one of these kinds.
         *
         * @param wanted at least one, each 0 to 65535
         */
        public Builder kinds(int... wanted) {
            requireSome("kinds", wanted.length);
            for (int kind : wanted) {
                kinds.add(EventDraft.requireKind(kind));
            }
            return this;
        }

        /**
         * Events that have a tag of this name with one of these values. Conditions on tags of different names must all
         * be met.
         *
         * @param name one letter of a to z or A to Z: relays index no other tags
         * @param wanted at least one
         */
        public Builder tag(char name, Collection<String> wanted) {
            boolean letter = (name >= 'a' && name <= 'z') || (name >= 'A' && name <= 'Z');
            if (!letter) {
                throw new IllegalArgumentException("a filter's tag must be one letter of a to z or A to Z");
            }
            requireSome("values of a tag", wanted.size());
            tags.computeIfAbsent(String.valueOf(name), missing -> new TreeSet<>())
                    .addAll(wanted);
            return this;
        }

        /** Events of this second or later. */
        public Builder since(Instant earliest) {
            since = earliest.truncatedTo(ChronoUnit.SECONDS);
            return this;
        }

        /** Events of this second or earlier. */
        public Builder until(Instant latest) {
            until = latest.truncatedTo(ChronoUnit.SECONDS);
            return this;
        }

        /**
         * How many stored events are wanted at most, the newest first; without one the relay decides.
         *
         * @param events 0 (only what comes from now on) or more
         */
        public Builder limit(int events) {
            if (events < 0) {
                throw new IllegalArgumentException("limit must be 0 or more, is " + events);
            }
            limit = events;
            return this;
        }

        /** The filter; the builder may be used on. */
        public Filter build() {
            return new Filter(this);
        }

        private static void requireSome(String what, int count) {
            if (count == 0) {
                throw new IllegalArgumentException("a filter needs at least one of its " + what);
            }
        }
    }
}
