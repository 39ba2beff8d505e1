package dev.bluebell.bluesky.cursor;

import dev.bluebell.bluesky.BlueskyException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** One reading. Belongs to one thread. */
final class Progress {

    /** Asks for a page. */
    @FunctionalInterface
    interface Asking {

        /** The page after a cursor, or the first one. */
        Page ask(Optional<String> cursor);
    }

    /** Servers filter what they give, but not so much of it. */
    private static final int MOST_EMPTY_PAGES = 100;

    private final Asking asking;
    private final CursorStore store;
    private final CursorScope scope;
    private final Listing list;
    private final PageHandler handler;
    private final int mostPages;
    private final Set<String> passed = new HashSet<>();
    private int pages;
    private int emptyPages;
    private long handedOver;

    Progress(Asking asking, CursorStore store, CursorScope scope, Listing list, PageHandler handler, int mostPages) {
        if (mostPages < 1) {
            throw new IllegalArgumentException("a reading has at least one page");
        }
        this.asking = asking;
        this.store = store;
        this.scope = scope;
        this.list = list;
        this.handler = handler;
        this.mostPages = mostPages;
    }

    /** From the beginning to the end; nothing is remembered. */
    Reading throughout(Optional<String> first) {
        Optional<String> cursor = first;
        do {
            Page page = next(cursor);
            hand(page.items(), page.cursor());
            cursor = page.cursor();
        } while (cursor.isPresent() && pages < mostPages);
        return reading(cursor.isEmpty());
    }

    /** To the end of a list that grows there. */
    Reading onwards(Optional<String> first) {
        return onwards(mark(), first, false);
    }

    /** The same, or downwards, if that is how the server gives it nevertheless. */
    Reading byKey() {
        Mark mark = mark();
        // Something is remembered that only a reading downwards remembers.
        return mark.newest().isEmpty() ? onwards(mark, Optional.empty(), true) : downwards();
    }

    private Reading onwards(Mark from, Optional<String> first, boolean doubtful) {
        Mark mark = from;
        while (pages < mostPages) {
            Page page = next(mark.cursor().or(() -> first));
            if (doubtful && isFalling(page)) {
                passed.clear();
                return downwards();
            }
            Set<String> before = Set.copyOf(mark.known());
            hand(
                    page.items().stream()
                            .filter(item -> !before.contains(list.shortName(item)))
                            .toList(),
                    page.cursor());
            boolean untold = doubtful && mark.cursor().isEmpty() && page.items().size() < 2;
            boolean atEnd = page.cursor().isEmpty() || untold;
            // Without a further cursor these will come again, with what is new.
            mark = atEnd
                    ? new Mark(mark.cursor(), names(page.items()), List.of())
                    : new Mark(page.cursor(), List.of(), List.of());
            store.save(scope, mark.position());
            if (atEnd) {
                return reading(true);
            }
        }
        return reading(false);
    }

    private static boolean isFalling(Page page) {
        return page.items().size() > 1
                && key(page.items().getFirst()).compareTo(key(page.items().getLast())) > 0;
    }

    private static String key(JsonNode item) {
        String uri = item.path("uri").asString("");
        return uri.substring(uri.lastIndexOf('/') + 1);
    }

    private Mark mark() {
        return store.find(scope).map(Mark::read).orElse(Mark.NONE);
    }

    /** Down to what is known, in a list that grows at its beginning. */
    Reading downwards() {
        Mark mark = mark();
        boolean resumed = mark.cursor().isPresent();
        Walk walk = new Walk(mark);
        Optional<String> cursor = mark.cursor();
        while (pages < mostPages) {
            Page page = next(cursor);
            hand(fresh(walk, page), page.cursor());
            if (!walk.isDone() && page.cursor().isPresent()) {
                cursor = page.cursor();
                store.save(scope, new Mark(cursor, mark.known(), walk.newest()).position());
                continue;
            }
            mark = new Mark(Optional.empty(), walk.knownNow(), List.of());
            store.save(scope, mark.position());
            if (!resumed) {
                return reading(true);
            }
            // What was added at the top since the reading began that was resumed.
            resumed = false;
            walk = new Walk(mark);
            cursor = Optional.empty();
            passed.clear();
        }
        return reading(false);
    }

    private List<JsonNode> fresh(Walk walk, Page page) {
        return page.items().stream()
                .takeWhile(item -> !walk.isDone())
                .filter(item -> walk.isNew(list.shortName(item)))
                .toList();
    }

    private List<String> names(List<JsonNode> items) {
        return items.stream().map(list::shortName).toList();
    }

    private Page next(Optional<String> cursor) {
        pages++;
        if (cursor.isPresent() && !passed.add(cursor.get())) {
            throw new BlueskyException.BadAnswer(
                    "%s leads in circles: it gave the same cursor twice".formatted(list.endpoint()), null);
        }
        Page page = asking.ask(cursor);
        emptyPages = page.items().isEmpty() ? emptyPages + 1 : 0;
        if (emptyPages > MOST_EMPTY_PAGES) {
            throw new BlueskyException.BadAnswer(
                    "%s gave %d pages with nothing on them".formatted(list.endpoint(), emptyPages), null);
        }
        return page;
    }

    private void hand(List<JsonNode> items, Optional<String> next) {
        if (!items.isEmpty()) {
            handler.handle(new Page(items, next));
            handedOver += items.size();
        }
    }

    private Reading reading(boolean atEnd) {
        return new Reading(pages, handedOver, atEnd);
    }
}
