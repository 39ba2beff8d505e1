package dev.bluebell.bluesky.cursor;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.xrpc.XrpcClient;
import dev.bluebell.bluesky.xrpc.XrpcResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * Reads lists page by page, in the name of one account or of nobody. What {@link #readNew} has read is remembered by account,
 * host, endpoint and parameters, and only after it was processed, so that nothing is lost when a process dies; a page may
 * then come twice. Thread-safe; two readers of one list may both get an item.
 *
 * <pre>{@code
 * pages.readNew(Listings.notifications(), page -> page.items().forEach(this::answer));
 * }</pre>
 */
public final class Pages {

    /** A reading asks for no more pages than that, unless it is told to. */
    public static final int MOST_PAGES = 500;

    private final XrpcClient client;
    private final Supplier<Optional<Did>> account;
    private final CursorStore store;

    /**
     * Reads by a client.
     *
     * @param account in whose name it calls; empty for nobody's
     * @param store remembers what was read
     */
    public Pages(XrpcClient client, Supplier<Optional<Did>> account, CursorStore store) {
        this.client = client;
        this.account = account;
        this.store = store;
    }

    /** Hands over what was added to a list since the last time; the first time, all of it. */
    public Reading readNew(Listing list, PageHandler handler) {
        return readNew(list, handler, MOST_PAGES);
    }

    /**
     * The same, a part at a time: the next reading goes on where this one stops.
     *
     * @param mostPages how many pages to ask for, 1 or more
     * @throws BlueskyException.BadAnswer if the list leads in circles
     */
    public Reading readNew(Listing list, PageHandler handler, int mostPages) {
        CursorScope scope = scope(list);
        Listing logged = list.with(list.options().withCursorKey(scope.key()));
        Progress progress = new Progress(scope, logged, handler, mostPages);
        return switch (list.order()) {
            case Listing.Order.OldestFirst(Optional<String> first) -> progress.onwards(first);
            case Listing.Order.NewestFirst newest -> progress.downwards();
        };
    }

    /**
     * Hands over a whole list. What was remembered of it stays as it is.
     *
     * @throws BlueskyException.BadAnswer if the list leads in circles
     */
    public Reading readAll(Listing list, PageHandler handler) {
        return readAll(list, handler, MOST_PAGES);
    }

    /**
     * The same up to a number of pages.
     *
     * @param mostPages how many pages to ask for, 1 or more
     */
    public Reading readAll(Listing list, PageHandler handler, int mostPages) {
        return new Progress(scopeOfNothing(list), list, handler, mostPages).throughout(first(list));
    }

    /** One page. What was remembered of the list stays as it is. */
    public Page page(Listing list, Optional<String> cursor) {
        return ask(list, cursor.or(() -> first(list)));
    }

    /** Has {@link #readNew} begin anew next time. */
    public void forget(Listing list) {
        store.forget(scope(list));
    }

    /** Under what is remembered how far that list was read. */
    public CursorScope scope(Listing list) {
        String host = client.host(list.page(Optional.empty())).getRawAuthority();
        return new CursorScope(account.get(), host, list.endpoint(), list.key());
    }

    /** For a reading that remembers nothing nobody need know who reads. */
    private static CursorScope scopeOfNothing(Listing list) {
        return new CursorScope(Optional.empty(), "nowhere", list.endpoint(), "");
    }

    private static Optional<String> first(Listing list) {
        return list.order() instanceof Listing.Order.OldestFirst(Optional<String> first) ? first : Optional.empty();
    }

    private Page ask(Listing list, Optional<String> cursor) {
        XrpcResponse answer = client.send(list.page(cursor));
        JsonNode items = answer.json().path(list.items());
        if (!items.isArray()) {
            throw new BlueskyException.BadAnswer(
                    "%s answered %s without a list of %s"
                            .formatted(answer.http().url().getRawAuthority(), list.endpoint(), list.items()),
                    null);
        }
        // A cursor that leads to where we are leads nowhere.
        Optional<String> next = answer.cursor().filter(at -> !at.isEmpty() && !cursor.equals(Optional.of(at)));
        return new Page(items.valueStream().toList(), next);
    }

    /** One reading. Belongs to one thread. */
    private final class Progress {

        private final CursorScope scope;
        private final Listing list;
        private final PageHandler handler;
        private final int mostPages;
        private final Set<String> passed = new HashSet<>();
        private int pages;
        private long handedOver;

        Progress(CursorScope scope, Listing list, PageHandler handler, int mostPages) {
            if (mostPages < 1) {
                throw new IllegalArgumentException("a reading has at least one page");
            }
            this.scope = scope;
            this.list = list;
            this.handler = handler;
            this.mostPages = mostPages;
        }

        Reading throughout(Optional<String> first) {
            Optional<String> cursor = first;
            do {
                Page page = next(cursor);
                hand(page.items(), page.cursor());
                cursor = page.cursor();
            } while (cursor.isPresent() && pages < mostPages);
            return reading(cursor.isEmpty());
        }

        Reading onwards(Optional<String> first) {
            Mark mark = store.find(scope).map(Mark::read).orElse(Mark.NONE);
            while (pages < mostPages) {
                Page page = next(mark.cursor().or(() -> first));
                Set<String> before = Set.copyOf(mark.known());
                hand(
                        page.items().stream()
                                .filter(item -> !before.contains(list.shortName(item)))
                                .toList(),
                        page.cursor());
                // Without a further cursor these will come again, with what is new.
                mark = page.cursor().isPresent()
                        ? new Mark(page.cursor(), List.of(), List.of())
                        : new Mark(mark.cursor(), names(page.items()), List.of());
                store.save(scope, mark.position());
                if (page.cursor().isEmpty()) {
                    return reading(true);
                }
            }
            return reading(false);
        }

        Reading downwards() {
            Mark mark = store.find(scope).map(Mark::read).orElse(Mark.NONE);
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
            return ask(list, cursor);
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
}
