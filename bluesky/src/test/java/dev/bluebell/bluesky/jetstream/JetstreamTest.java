package dev.bluebell.bluesky.jetstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.cursor.MemoryCursorStore;
import dev.bluebell.bluesky.http.Http;
import dev.bluebell.bluesky.http.HttpLimits;
import dev.bluebell.testing.JetstreamStub;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JetstreamTest {

    private static final long START = 1_767_323_045_000_000L;
    private static final Did ALICE = new Did("did:plc:z72i7hdynmk6r22z27h6tvur");

    private final JetstreamStub server = JetstreamStub.start();
    private final Http http = Http.open(HttpLimits.defaults());
    private final MemoryCursorStore cursors = new MemoryCursorStore();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final List<Jetstream> streams = new ArrayList<>();

    @AfterEach
    void close() {
        streams.forEach(Jetstream::close);
        server.close();
        http.close();
    }

    private Jetstream stream(int mostCharacters, Duration stall) {
        Jetstream stream = Jetstream.builder(http, server.url(), cursors)
                .collections(List.of("app.bsky.feed.post", "app.bsky.graph.*"))
                .accounts(List.of(ALICE))
                .limits(new JetstreamLimits(
                        mostCharacters,
                        stall,
                        Duration.ofMillis(10),
                        Duration.ofMillis(50),
                        Duration.ofHours(1),
                        Duration.ofSeconds(5),
                        1000))
                .build();
        streams.add(stream);
        return stream;
    }

    private Jetstream stream() {
        return stream(10_000, Duration.ofSeconds(20));
    }

    private CompletableFuture<Void> run(Jetstream stream) {
        return run(stream, this::take);
    }

    private CompletableFuture<Void> run(Jetstream stream, EventHandler handler) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                stream.run(handler);
                end.complete(null);
            } catch (RuntimeException e) {
                end.completeExceptionally(e);
            }
        });
        return end;
    }

    private void take(JetstreamEvent event) {
        keys.add(
                switch (event) {
                    case JetstreamEvent.Commit commit -> commit.key().value();
                    case JetstreamEvent.Other other -> other.kind();
                });
    }

    private void stop(Jetstream stream, CompletableFuture<Void> end) throws Exception {
        stream.close();
        end.get(10, TimeUnit.SECONDS);
    }

    private static String event(long second, String key) {
        return """
                {"did":"did:plc:z72i7hdynmk6r22z27h6tvur","time_us":%d,"kind":"commit","commit":{"rev":"r%2$s",
                 "operation":"create","collection":"app.bsky.feed.post","rkey":"%2$s","cid":"bafy",
                 "record":{"text":"%2$s"}}}""".formatted(START + second * 1_000_000, key);
    }

    private void send(long second, String key) {
        server.send(START + second * 1_000_000, event(second, key));
    }

    private void awaitConnected() {
        await().until(() -> server.connected() == 1);
    }

    private void awaitKeys(String... expected) {
        await().untilAsserted(() -> assertThat(keys).containsExactly(expected));
    }

    @Test
    void handsOverWhatHappens() throws Exception {
        List<JetstreamEvent> events = new CopyOnWriteArrayList<>();
        Jetstream stream = stream();
        var end = run(stream, events::add);
        awaitConnected();

        send(1, "a");
        server.send(START, """
                {"did":"did:plc:z72i7hdynmk6r22z27h6tvur","time_us":1,"kind":"identity","identity":{"handle":"a.example"}}""");
        server.send(START + 1, """
                {"did":"did:plc:z72i7hdynmk6r22z27h6tvur","time_us":2,"kind":"commit","commit":
                 {"rev":"r","operation":"delete","collection":"app.bsky.feed.post","rkey":"b"}}""");
        await().until(() -> events.size() == 3);

        assertThat(events.getFirst()).isInstanceOfSatisfying(JetstreamEvent.Commit.class, commit -> {
            assertThat(commit.did()).isEqualTo(ALICE);
            assertThat(commit.operation()).isEqualTo("create");
            assertThat(commit.record().orElseThrow().path("text").asString("")).isEqualTo("a");
        });
        assertThat(events.get(1))
                .isInstanceOfSatisfying(
                        JetstreamEvent.Other.class,
                        other -> assertThat(other.json()
                                        .path("identity")
                                        .path("handle")
                                        .asString(""))
                                .isEqualTo("a.example"));
        assertThat(events.get(2))
                .isInstanceOfSatisfying(
                        JetstreamEvent.Commit.class,
                        commit -> assertThat(commit.record()).isEmpty());
        assertThat(server.targets().getFirst())
                .startsWith("/subscribe?wantedCollections=app.bsky.feed.post&wantedCollections=app.bsky.graph.*"
                        + "&wantedDids=did%3Aplc%3Az72i7hdynmk6r22z27h6tvur")
                .contains("maxMessageSizeBytes=10000")
                .doesNotContain("cursor");
        stop(stream, end);
    }

    @Test
    void goesOnAfterALostConnectionWithoutAHoleAndWithoutDoubles() throws Exception {
        Jetstream stream = stream();
        var end = run(stream);
        awaitConnected();
        send(1, "a");
        send(9, "b");
        awaitKeys("a", "b");

        server.refuse(503);
        server.hangUp();
        send(10, "c");
        server.refuse(0);

        awaitKeys("a", "b", "c");
        assertThat(server.targets().getLast()).contains("cursor=" + (START + 9_000_000 - 5_000_000));
        stop(stream, end);
    }

    @Test
    void goesOnInAnotherProcessWhereItStopped() throws Exception {
        Jetstream stream = stream();
        var end = run(stream);
        awaitConnected();
        send(0, "z");
        send(1, "a");
        awaitKeys("z", "a");
        stop(stream, end);
        send(2, "b");

        Jetstream next = stream();
        end = run(next);

        awaitKeys("z", "a", "b");
        assertThat(server.targets().getLast()).contains("cursor=" + (START + 1_000_000));
        server.hangUp();
        await().until(() -> server.targets().size() == 3);
        awaitConnected();
        send(3, "c");
        awaitKeys("z", "a", "b", "c");
        stop(next, end);
    }

    @Test
    void handsOverAnEventAgainThatWasNotProcessed() throws Exception {
        Jetstream stream = stream();
        var end = run(stream, event -> {
            take(event);
            if (keys.size() == 2) {
                throw new IllegalStateException("out of paper");
            }
        });
        awaitConnected();
        send(1, "a");
        send(2, "b");
        assertThatThrownBy(() -> end.get(10, TimeUnit.SECONDS)).hasMessageContaining("out of paper");

        Jetstream next = stream();
        var second = run(next);

        awaitKeys("a", "b", "b");
        stop(next, second);
    }

    @Test
    void connectsAgainWhenThereIsNoSignOfLife() throws Exception {
        server.silent(true);
        Jetstream stream = stream(10_000, Duration.ofMillis(300));
        var end = run(stream);
        await().until(() -> server.targets().size() >= 2);

        server.silent(false);
        awaitConnected();
        send(1, "a");

        awaitKeys("a");
        stop(stream, end);
    }

    @Test
    void staysWhereNothingHappensAsLongAsTheServerIsAlive() throws Exception {
        Jetstream stream = stream(10_000, Duration.ofMillis(200));
        var end = run(stream);
        awaitConnected();

        await().pollDelay(Duration.ofSeconds(1)).until(() -> server.connected() == 1);

        assertThat(server.targets()).hasSize(1);
        stop(stream, end);
    }

    @Test
    void takesNoMessageThatIsTooLong() throws Exception {
        Jetstream stream = stream(1000, Duration.ofSeconds(20));
        var end = run(stream);
        awaitConnected();

        server.sendAsItIs(event(1, "x".repeat(500)));
        await().until(() -> server.targets().size() >= 2);
        awaitConnected();
        send(2, "b");

        awaitKeys("b");
        stop(stream, end);
    }

    @Test
    void passesOverWhatMakesNoSense() throws Exception {
        Jetstream stream = stream();
        var end = run(stream);
        awaitConnected();

        server.sendAsItIs("{broken");
        server.sendAsItIs("[]");
        server.sendAsItIs("{\"did\":\"x\",\"time_us\":1,\"kind\":\"commit\"}");
        send(1, "a");

        awaitKeys("a");
        assertThat(server.targets()).hasSize(1);
        stop(stream, end);
    }

    @Test
    void saysThatTheServerDoesNotTakeWhatIsWanted() {
        server.refuse(400);

        assertThatThrownBy(() -> stream().run(event -> {}))
                .isInstanceOf(BlueskyException.Refused.class)
                .hasMessageContaining("opened no stream: HTTP 400");
    }

    @Test
    void endsWithTheConnectionsThatItUses() throws Exception {
        var end = run(stream());
        awaitConnected();

        http.close();

        end.get(10, TimeUnit.SECONDS);
    }

    @Test
    void refusesToWantWhatIsNothingOrTooMuch() {
        Jetstream.Builder builder = Jetstream.builder(http, server.url(), cursors);

        assertThatThrownBy(() -> builder.collections(List.of("posts"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.collections(Collections.nCopies(101, "app.bsky.feed.post")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 100");
        assertThatThrownBy(() -> builder.accounts(Collections.nCopies(10_001, ALICE)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysThatThereIsNoSuchServer() {
        server.close();

        assertThatThrownBy(() -> stream().run(event -> {}))
                .isInstanceOf(BlueskyException.Unreachable.class)
                .hasMessageContaining("connection refused");
        assertThatThrownBy(() -> Jetstream.builder(http, URI.create("http://jetstream.example"), cursors))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
