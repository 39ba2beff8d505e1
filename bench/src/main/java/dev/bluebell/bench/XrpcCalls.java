package dev.bluebell.bench;

import dev.bluebell.bluesky.Bluesky;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.cursor.Listing;
import dev.bluebell.bluesky.cursor.Pages;
import dev.bluebell.bluesky.session.Account;
import dev.bluebell.bluesky.session.StoredSession;
import dev.bluebell.bluesky.store.BlueskyDatabase;
import dev.bluebell.bluesky.xrpc.Body;
import dev.bluebell.bluesky.xrpc.CallOptions;
import dev.bluebell.bluesky.xrpc.Params;
import dev.bluebell.testing.XrpcStub;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Prints what calls cost beside the JDK's client without anything, by a server that answers at once: with call log, budget
 * and cursors in the SQLite file {@code FILE}, one call of each in turn, {@code COUNT} times after as many that do not count.
 */
public final class XrpcCalls {

    private static final String CREATE = "com.atproto.repo.createRecord";
    private static final String LIST = "com.atproto.repo.listRecords";
    private static final String TOKEN = "a.b.c";
    private static final Did ALICE = new Did("did:plc:z72i7hdynmk6r22z27h6tvur");
    private static final Map<String, ?> RECORD = Map.of(
            "repo", ALICE.value(),
            "collection", "app.bsky.feed.post",
            "record", Map.of("$type", "app.bsky.feed.post", "text", "hello", "createdAt", "2026-11-21T00:00:00Z"));

    private XrpcCalls() {}

    /** One way to make a call. */
    private interface Call {
        void make() throws IOException, InterruptedException;
    }

    /** Runs it. */
    public static void main(String[] args) throws Exception {
        try (XrpcStub stub = XrpcStub.start();
                BlueskyDatabase database = BlueskyDatabase.open(args[0]);
                Bluesky bluesky = database.configure(Bluesky.builder()).build();
                HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            stub.on(
                    CREATE,
                    XrpcStub.Told.json("{\"uri\":\"at://%s/app.bsky.feed.post/3k\",\"cid\":\"b\"}".formatted(ALICE)));
            stub.on(LIST, XrpcStub.Told.json("{\"records\":[],\"cursor\":\"3k\"}"));
            database.sessions()
                    .save(new StoredSession(
                            "alice", ALICE, TOKEN, TOKEN, stub.url(), Instant.now(), StoredSession.Origin.CREATED));
            Account account = bluesky.account("alice");
            Pages pages = bluesky.pages(account);
            Listing records = Listing.of(LIST, Params.of("repo", ALICE), "records")
                    .in(new Listing.Order.OldestFirst(Optional.empty()))
                    .with(CallOptions.none().withHost(stub.url()));

            measure(
                    "a query",
                    Integer.parseInt(args[1]),
                    () -> bare(http, HttpRequest.newBuilder(at(stub, LIST + "?repo=" + ALICE.value()))),
                    () -> account.client().get(LIST, Params.of("repo", ALICE)));
            measure(
                    "a page, and the cursor kept",
                    Integer.parseInt(args[1]),
                    () -> bare(http, HttpRequest.newBuilder(at(stub, LIST + "?repo=" + ALICE.value()))),
                    () -> pages.readNew(records, page -> {}, 1));
            String body = JsonMapper.shared().writeValueAsString(RECORD);
            measure(
                    "a write, and its points kept",
                    Math.min(1000, Integer.parseInt(args[1])), // there are 5000 points an hour
                    () -> bare(
                            http,
                            HttpRequest.newBuilder(at(stub, CREATE))
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(body))),
                    () -> account.client().call(CREATE, Body.json(RECORD)));
        }
    }

    private static URI at(XrpcStub stub, String endpoint) {
        return stub.url().resolve("/xrpc/" + endpoint);
    }

    private static void bare(HttpClient http, HttpRequest.Builder request) throws IOException, InterruptedException {
        http.send(request.header("Authorization", "Bearer " + TOKEN).build(), BodyHandlers.ofString());
    }

    private static void measure(String what, int count, Call bare, Call ours) throws Exception {
        double[] bareTimes = new double[count];
        double[] ourTimes = new double[count];
        for (int i = -Math.min(count, 600); i < count; i++) {
            double first = milliseconds(bare);
            double second = milliseconds(ours);
            if (i >= 0) {
                bareTimes[i] = first;
                ourTimes[i] = second;
            }
        }
        System.out.printf(
                "%s\t%.3f\t%.3f\t%+.3f%n",
                what, median(bareTimes), median(ourTimes), median(ourTimes) - median(bareTimes));
    }

    private static double milliseconds(Call call) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        call.make();
        return (System.nanoTime() - begun) / 1e6;
    }

    private static double median(double[] times) {
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
