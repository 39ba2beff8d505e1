package dev.bluebell.bluesky.cursor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluebell.bluesky.Bluesky;
import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Nsid;
import dev.bluebell.bluesky.identity.Hosts;
import dev.bluebell.bluesky.log.MemoryCallLog;
import dev.bluebell.bluesky.session.MemorySessionStore;
import dev.bluebell.bluesky.session.StoredSession;
import dev.bluebell.bluesky.xrpc.Params;
import dev.bluebell.bluesky.xrpc.RetryPolicy;
import dev.bluebell.testing.XrpcStub;
import dev.bluebell.testing.XrpcStub.Told;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PagesTest {

    private static final String FEED = "app.bsky.feed.getListFeed";
    private static final Did ALICE = new Did("did:plc:z72i7hdynmk6r22z27h6tvur");
    private static final Did BOB = new Did("did:plc:ewvi7nxzyoun6zhxrhs64oiz");

    private final XrpcStub server = XrpcStub.start();
    private final MemorySessionStore sessions = new MemorySessionStore();
    private final MemoryCursorStore cursors = new MemoryCursorStore();
    private final MemoryCallLog log = new MemoryCallLog();
    private final Bluesky bluesky = Bluesky.builder()
            .hosts(new Hosts(server.url(), server.url(), "did:web:localhost#bsky_chat"))
            .sessions(sessions)
            .cursors(cursors)
            .log(log)
            .retries(RetryPolicy.none())
            .build();
    private final Pages pages = pages("alice", ALICE);
    private final Listing feed = Listing.of(FEED, Params.of("list", "at://x"), "items");
    private final List<String> got = new ArrayList<>();

    @AfterEach
    void close() {
        bluesky.close();
        server.close();
    }

    private Pages pages(String name, Did did) {
        sessions.save(new StoredSession(
                name, did, "access", "refresh", server.url(), Instant.now(), StoredSession.Origin.CREATED));
        return bluesky.pages(bluesky.account(name));
    }

    private void take(Page page) {
        page.items().forEach(item -> got.add(item.path("uri").asString("")));
    }

    private List<String> readNew() {
        got.clear();
        assertThat(pages.readNew(feed, this::take).atEnd()).isTrue();
        return List.copyOf(got);
    }

    private static List<String> names(String name, int from, int to) {
        return IntStream.iterate(from, i -> from > to ? i >= to : i <= to, i -> from > to ? i - 1 : i + 1)
                .mapToObj(i -> name + i)
                .toList();
    }

    @Test
    void defect01HandsOverWhatWasAddedAtTheTopOfAListSinceLastTime() {
        // pysky went on from the oldest item, where nothing is ever added.
        FeedStub list = new FeedStub(server, FEED, 10).addMany("a", 25);

        assertThat(readNew()).isEqualTo(names("a", 25, 1));
        assertThat(readNew()).isEmpty();
        list.add("b", "c");
        assertThat(readNew()).containsExactly("c", "b");
        assertThat(readNew()).isEmpty();
    }

    @Test
    void stopsAskingWhereItKnowsTheRest() {
        FeedStub list = new FeedStub(server, FEED, 50).addMany("a", 1000);
        assertThat(readNew()).hasSize(1000);
        int before = server.asked().size();

        list.addMany("b", 60);

        assertThat(readNew()).isEqualTo(names("b", 60, 1));
        assertThat(server.asked().size() - before).isEqualTo(2);
    }

    @Test
    void missesNothingThatArrivesBetweenPages() {
        FeedStub list = new FeedStub(server, FEED, 10).addMany("a", 25);
        list.afterAPage(() -> list.add("late"));

        assertThat(readNew()).isEqualTo(names("a", 25, 1));
        assertThat(readNew()).containsExactly("late");
    }

    @Test
    void missesNothingWhenTheNewestKnownItemsWereDeleted() {
        FeedStub list = new FeedStub(server, FEED, 50).addMany("a", 300);
        assertThat(readNew()).hasSize(300);

        list.remove("a300", "a299", "a298");
        list.add("b", "c");

        assertThat(readNew()).containsExactly("c", "b");
    }

    @Test
    void missesNothingBeneathAnItemThatWasRemovedAndAddedAgain() {
        FeedStub list = new FeedStub(server, FEED, 50).addMany("a", 300);
        assertThat(readNew()).hasSize(300);

        list.add("new");
        for (String again : List.of("a290", "a297", "a10")) {
            list.remove(again);
            list.add(again);
        }

        // Of the last 200 is known that they were there; a10 is not among them.
        assertThat(readNew()).containsExactly("a10", "new");
    }

    @Test
    void isTrueOfWhateverHappensToALongList() {
        long seed = 20_260_102;
        Random random = new Random(seed);
        FeedStub list = new FeedStub(server, FEED, 50).addMany("a", 400);
        assertThat(readNew()).hasSize(400);
        for (int round = 1; round <= 30; round++) {
            List<String> added = names("round" + round + "-", 1, 1 + random.nextInt(120));
            for (String one : added) {
                list.add(one);
                if (random.nextInt(4) == 0) {
                    list.remove("a" + (300 + random.nextInt(101)));
                }
            }
            assertThat(readNew()).as("seed %d, round %d", seed, round).isEqualTo(added.reversed());
        }
    }

    @Test
    void handsAPageOverAgainIfItWasNotProcessed() {
        new FeedStub(server, FEED, 10).addMany("a", 25);
        AtomicInteger count = new AtomicInteger();

        assertThatThrownBy(() -> pages.readNew(feed, page -> {
                    if (count.incrementAndGet() == 2) {
                        throw new IllegalStateException("out of paper");
                    }
                    take(page);
                }))
                .hasMessage("out of paper");

        assertThat(got).isEqualTo(names("a", 25, 16));
        assertThat(readNew()).isEqualTo(names("a", 15, 1));
        assertThat(readNew()).isEmpty();
    }

    @Test
    void goesOnWhereItStoppedAndThenTakesWhatHasArrived() {
        FeedStub list = new FeedStub(server, FEED, 10).addMany("a", 35);

        Reading first = pages.readNew(feed, this::take, 2);
        assertThat(first).isEqualTo(new Reading(2, 20, false));
        list.add("b");
        assertThat(pages.readNew(feed, this::take, 1).atEnd()).isFalse();
        assertThat(got).isEqualTo(names("a", 35, 6));

        assertThat(readNew())
                .isEqualTo(
                        Stream.concat(names("a", 5, 1).stream(), Stream.of("b")).toList());
        assertThat(readNew()).isEmpty();
    }

    @Test
    void handsOverAnItemOnceThoughItMovesFromPageToPage() {
        // This server counts items, so that all of them move when one is added.
        List<String> items = new ArrayList<>(List.of("d", "c", "b", "a"));
        server.on(FEED, asked -> {
            int from = Integer.parseInt(asked.query().replaceAll(".*cursor=|list=.*", "0"));
            String page =
                    "\"items\":[{\"uri\":\"%s\"},{\"uri\":\"%s\"}]".formatted(items.get(from), items.get(from + 1));
            items.addFirst("new" + items.size());
            return Told.json("{" + (from < 2 ? "\"cursor\":\"" + (from + 2) + "\"," : "") + page + "}");
        });

        pages.readNew(feed, this::take);

        assertThat(got).containsExactly("d", "c", "b");
    }

    @Test
    void defect20LeavesWhatIsRememberedAloneWhenACursorIsGiven() {
        // pysky took the cursor of any call for the place to go on from.
        FeedStub list = new FeedStub(server, FEED, 10).addMany("a", 25);
        assertThat(readNew()).hasSize(25);
        Optional<Position> before = cursors.find(pages.scope(feed));

        Page second = pages.page(feed, Optional.of("16"));
        Reading all = pages.readAll(feed, page -> {});

        assertThat(second.items()).hasSize(10);
        assertThat(second.items().getFirst().path("uri").asString()).isEqualTo("a15");
        assertThat(all).isEqualTo(new Reading(3, 25, true));
        assertThat(cursors.find(pages.scope(feed))).isEqualTo(before).isPresent();
        list.add("b");
        assertThat(readNew()).containsExactly("b");
    }

    @Test
    void defect04RemembersForEachAccountWhatItHasRead() {
        // The second account of pysky got nothing, as the first one had read it.
        new FeedStub(server, FEED, 10).addMany("a", 3);

        assertThat(readNew()).hasSize(3);
        assertThat(pages("bob", BOB).readNew(feed, page -> {}).items()).isEqualTo(3);
        assertThat(bluesky.pages(bluesky.nobody()).readNew(feed, page -> {}).items())
                .isEqualTo(3);
        assertThat(readNew()).isEmpty();
    }

    @Test
    void remembersForEachListWhatWasReadOfIt() {
        new FeedStub(server, FEED, 10).addMany("a", 3);
        Listing other = Listing.of(FEED, Params.of("list", "at://y"), "items");

        assertThat(readNew()).hasSize(3);
        assertThat(pages.readNew(other, page -> {}).items()).isEqualTo(3);
        assertThat(feed.key()).isEqualTo("list=at%3A%2F%2Fx");
        assertThat(Listing.of(
                                FEED,
                                Params.builder()
                                        .add("limit", 7)
                                        .add("list", "at://x")
                                        .build(),
                                "items")
                        .key())
                .isEqualTo(feed.key());
        assertThat(Listing.of(FEED, Params.of("list", "x".repeat(2000)), "items")
                        .key())
                .startsWith("sha256:");
        assertThat(log.rows().getFirst().begun().cursorKey()).contains(feed.key());
    }

    @Test
    void beginsAnewWhenToldToForget() {
        new FeedStub(server, FEED, 10).addMany("a", 3);
        assertThat(readNew()).hasSize(3);

        pages.forget(feed);

        assertThat(readNew()).hasSize(3);
    }

    @Test
    void stopsWhenAListHasNothingButFurtherPages() {
        AtomicInteger page = new AtomicInteger();
        server.on(FEED, asked -> Told.json("{\"cursor\":\"%d\",\"items\":[]}".formatted(page.incrementAndGet())));

        assertThatThrownBy(() -> pages.readNew(feed, one -> {}))
                .isInstanceOf(BlueskyException.BadAnswer.class)
                .hasMessageContaining("101 pages with nothing on them");
        assertThat(page).hasValue(101);
    }

    @Test
    void stopsWhenAListLeadsInCircles() {
        server.on(
                FEED,
                asked -> Told.json("{\"cursor\":\"%s\",\"items\":[{\"uri\":\"x\"}]}"
                        .formatted(asked.query().contains("cursor=a") ? "b" : "a")));

        assertThatThrownBy(() -> pages.readNew(feed, page -> {}))
                .isInstanceOf(BlueskyException.BadAnswer.class)
                .hasMessageContaining("leads in circles");
        assertThatThrownBy(() -> pages.readAll(feed, page -> {})).hasMessageContaining("leads in circles");
        assertThat(server.asked()).hasSizeLessThan(10);
    }

    @Test
    void takesACursorThatStaysForTheEnd() {
        server.on(FEED, Told.json("{\"cursor\":\"a\",\"items\":[{\"uri\":\"x\"}]}"));

        assertThat(readNew()).containsExactly("x");
    }

    @Test
    void stopsSomewhereInAListThatNeverEnds() {
        AtomicInteger count = new AtomicInteger();
        server.on(
                FEED,
                asked -> Told.json(
                        "{\"cursor\":\"%d\",\"items\":[{\"uri\":\"%<d\"}]}".formatted(count.incrementAndGet())));

        assertThat(pages.readAll(feed, page -> {})).isEqualTo(new Reading(Pages.MOST_PAGES, Pages.MOST_PAGES, false));
    }

    @Test
    void goesOnAtEmptyPagesThatAreNotTheLast() {
        server.on(
                FEED,
                asked -> asked.query().contains("cursor=1")
                        ? Told.json("{\"items\":[{\"uri\":\"x\"}]}")
                        : Told.json("{\"cursor\":\"1\",\"items\":[]}"));

        assertThat(readNew()).containsExactly("x");
    }

    @Test
    void saysThatAnAnswerHasNoSuchList() {
        server.on(FEED, Told.json("{\"cursor\":\"1\"}"));

        assertThatThrownBy(() -> pages.readNew(feed, page -> {}))
                .isInstanceOf(BlueskyException.BadAnswer.class)
                .hasMessageContaining("without a list of items");
    }

    @Test
    void readsTheLogOfChatsFromItsBeginningAndThenOnwards() {
        Listing chat = Listings.convoLog();
        server.on("chat.bsky.convo.getLog", asked -> switch (asked.query()) {
            case "cursor=2222222222222" ->
                Told.json("{\"cursor\":\"3a\",\"logs\":[{\"rev\":\"2z\"},{\"rev\":\"3a\"}]}");
            case "cursor=3a" -> Told.json("{\"cursor\":\"3a\",\"logs\":[]}");
            default -> Told.error(400, "InvalidRequest", "not that");
        });

        assertThat(pages.readNew(chat, page -> {})).isEqualTo(new Reading(2, 2, true));
        assertThat(pages.readNew(chat, page -> {})).isEqualTo(new Reading(1, 0, true));

        assertThat(server.asked().getLast().header("atproto-proxy")).contains("did:web:localhost#bsky_chat");
        assertThat(server.asked().getLast().query()).isEqualTo("cursor=3a");
    }

    @Test
    void handsOverOnlyWhatIsNewWhenTheLastPageHasNoCursor() {
        List<String> items = new ArrayList<>(List.of("a", "b"));
        server.on(
                FEED,
                asked -> Told.json("{\"items\":[%s]}"
                        .formatted(String.join(
                                ",",
                                items.stream()
                                        .map("{\"uri\":\"%s\"}"::formatted)
                                        .toList()))));
        Listing onwards = feed.in(new Listing.Order.OldestFirst(Optional.empty()));

        pages.readNew(onwards, this::take);
        items.add("c");
        pages.readNew(onwards, this::take);

        assertThat(got).containsExactly("a", "b", "c");
    }

    @Test
    void defect01SeesNewRecordsOfAServerThatBeginsWithTheNewestWhateverItIsAsked() {
        FeedStub list = new FeedStub(server, "com.atproto.repo.listRecords", 10, "records");
        Listing records = Listings.records(ALICE, new Nsid("app.bsky.feed.post"), server.url());

        list.add("at://x/y/001");
        pages.readNew(records, this::take);
        list.add("at://x/y/002");
        pages.readNew(records, this::take);
        for (int i = 3; i <= 25; i++) {
            list.add("at://x/y/%03d".formatted(i));
        }
        pages.readNew(records, this::take, 2);
        list.add("at://x/y/026");
        pages.readNew(records, this::take);
        assertThat(pages.readNew(records, this::take).items()).isZero();

        assertThat(got).doesNotHaveDuplicates().hasSize(26);
    }

    @Test
    void knowsRepostsOfOnePostApart() {
        server.on("app.bsky.feed.getTimeline", Told.json("""
                {"feed":[
                 {"post":{"uri":"p"},"reason":{"by":{"did":"did:a"},"indexedAt":"2026-01-02T00:00:00Z"}},
                 {"post":{"uri":"p"},"reason":{"by":{"did":"did:b"},"indexedAt":"2026-01-01T00:00:00Z"}},
                 {"post":{"uri":"p"}}]}"""));

        assertThat(pages.readNew(Listings.timeline(), page -> {}).items()).isEqualTo(3);
        assertThat(server.asked().getLast().header("authorization")).contains("Bearer access");
    }

    @Test
    void hasTheUsualListsReady() {
        server.on("app.bsky.graph.getFollows", Told.json("{\"follows\":[{\"did\":\"did:a\"}]}"));
        server.on("app.bsky.graph.getFollowers", Told.json("{\"followers\":[{\"did\":\"did:a\"}]}"));
        server.on("app.bsky.graph.getBlocks", Told.json("{\"blocks\":[{\"did\":\"did:a\",\"viewer\":{}}]}"));
        server.on("app.bsky.feed.getAuthorFeed", Told.json("{\"feed\":[{\"post\":{\"uri\":\"p\"}}]}"));
        server.on("app.bsky.notification.listNotifications", Told.json("{\"notifications\":[{\"uri\":\"n\"}]}"));

        for (Listing list : List.of(
                Listings.follows(ALICE),
                Listings.followers(ALICE),
                Listings.blocks(),
                Listings.authorFeed(ALICE),
                Listings.notifications())) {
            assertThat(pages.readNew(list, page -> {}).items()).as(list.items()).isEqualTo(1);
            assertThat(pages.readNew(list, page -> {}).items()).as(list.items()).isZero();
        }
    }

    @Test
    void saysWhenTheSavedPositionIsBroken() {
        cursors.save(pages.scope(feed), new Position("{broken"));

        assertThatThrownBy(() -> pages.readNew(feed, page -> {}))
                .isInstanceOf(BlueskyException.LocalFailure.class)
                .hasMessageContaining("forget it");
    }
}
