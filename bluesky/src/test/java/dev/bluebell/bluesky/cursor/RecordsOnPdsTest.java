package dev.bluebell.bluesky.cursor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.bluesky.Bluesky;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Nsid;
import dev.bluebell.bluesky.OnPds;
import dev.bluebell.bluesky.TidClock;
import dev.bluebell.bluesky.session.Account;
import dev.bluebell.bluesky.session.Credentials;
import dev.bluebell.bluesky.xrpc.Body;
import dev.bluebell.testing.RealPds;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Records of a real PDS, read as they come. */
class RecordsOnPdsTest {

    private static final Nsid POST = new Nsid("app.bsky.feed.post");

    @SuppressWarnings("NullAway.Init") // JUnit does.
    private static RealPds pds;

    @SuppressWarnings("NullAway.Init") // JUnit does.
    private static Bluesky bluesky;

    @SuppressWarnings("NullAway.Init") // JUnit does.
    private static Account alice;

    private static final TidClock KEYS = new TidClock(InstantSource.system(), new Random(1));

    @BeforeAll
    static void start() {
        pds = RealPds.start();
        bluesky = OnPds.set(Bluesky.builder(), pds).build();
        alice = bluesky.account(new Credentials(RealPds.HANDLE, pds.password()));
    }

    @AfterAll
    static void stop() {
        bluesky.close();
        pds.close();
    }

    private static String post(Nsid collection, String text) {
        return alice.client()
                .call(
                        "com.atproto.repo.putRecord",
                        Body.json(Map.of(
                                "repo", pds.did(),
                                "collection", collection.value(),
                                "rkey", KEYS.next().value(),
                                "validate", false,
                                "record",
                                        Map.of(
                                                "$type",
                                                collection.value(),
                                                "text",
                                                text,
                                                "createdAt",
                                                "2026-01-02T03:04:05Z"))))
                .text("uri");
    }

    private static Listing list(Nsid collection) {
        return Listings.records(new Did(pds.did()), collection, pds.url());
    }

    private static List<String> readNew(Nsid collection) {
        List<String> texts = new ArrayList<>();
        bluesky.pages(alice)
                .readNew(
                        list(collection),
                        page -> page.items()
                                .forEach(item -> texts.add(
                                        item.path("value").path("text").asString(""))));
        return texts;
    }

    @Test
    void defect01SeesRecordsThatAreMadeAfterTheLastReading() {
        // pysky saw none of them, ever.
        post(POST, "one");
        post(POST, "two");

        assertThat(readNew(POST)).containsExactly("one", "two");
        assertThat(readNew(POST)).isEmpty();
        post(POST, "three");
        assertThat(readNew(POST)).containsExactly("three");
        assertThat(readNew(POST)).isEmpty();
    }

    @Test
    void seesThemThoughTheLastKnownRecordWasDeleted() {
        Nsid collection = new Nsid("com.example.deleted");
        String last = post(collection, "one");
        assertThat(readNew(collection)).containsExactly("one");
        alice.client()
                .call(
                        "com.atproto.repo.deleteRecord",
                        Body.json(Map.of(
                                "repo",
                                pds.did(),
                                "collection",
                                collection.value(),
                                "rkey",
                                last.substring(last.lastIndexOf('/') + 1))));

        post(collection, "two");

        assertThat(readNew(collection)).containsExactly("two");
    }

    @Test
    void readsManyPagesAndWhatArrivesBetweenThem() {
        Nsid collection = new Nsid("com.example.many");
        for (int i = 1; i <= 103; i++) {
            post(collection, "post " + i);
        }
        List<String> texts = new ArrayList<>();

        Reading reading = bluesky.pages(alice).readNew(list(collection), page -> {
            page.items()
                    .forEach(item -> texts.add(item.path("value").path("text").asString("")));
            if (texts.size() == 100) {
                post(collection, "between");
            }
        });

        assertThat(reading.items()).isEqualTo(104);
        assertThat(texts).doesNotHaveDuplicates().endsWith("post 103", "between");
        assertThat(readNew(collection)).isEmpty();
    }

    @Test
    void defect04GivesANobodyWhatAnAccountHasRead() {
        Nsid collection = new Nsid("com.example.shared");
        post(collection, "one");

        assertThat(readNew(collection)).hasSize(1);
        assertThat(bluesky.pages(bluesky.nobody())
                        .readNew(list(collection), page -> {})
                        .items())
                .isEqualTo(1);
    }

    @Test
    void defect20KeepsItsPlaceWhenAPageIsAskedForByItsCursor() {
        Nsid collection = new Nsid("com.example.manual");
        post(collection, "one");
        post(collection, "two");
        Pages pages = bluesky.pages(alice);
        Page all = pages.page(list(collection), Optional.empty());

        assertThat(pages.page(list(collection), all.cursor()).items()).isEmpty();

        assertThat(readNew(collection)).containsExactly("one", "two");
    }
}
