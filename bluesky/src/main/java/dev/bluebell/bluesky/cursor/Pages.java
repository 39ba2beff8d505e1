package dev.bluebell.bluesky.cursor;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.xrpc.XrpcClient;
import dev.bluebell.bluesky.xrpc.XrpcResponse;
import java.util.Optional;
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
        Progress progress = new Progress(cursor -> ask(logged, cursor), store, scope, logged, handler, mostPages);
        return switch (list.order()) {
            case Listing.Order.OldestFirst(Optional<String> first) -> progress.onwards(first);
            case Listing.Order.ByKey keys -> progress.byKey();
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
        CursorScope nothing = new CursorScope(Optional.empty(), "nowhere", list.endpoint(), "");
        return new Progress(cursor -> ask(list, cursor), store, nothing, list, handler, mostPages)
                .throughout(first(list));
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
}
