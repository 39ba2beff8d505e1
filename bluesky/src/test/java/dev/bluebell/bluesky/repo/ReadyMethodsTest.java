package dev.bluebell.bluesky.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bluebell.bluesky.AtUri;
import dev.bluebell.bluesky.Bluesky;
import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Nsid;
import dev.bluebell.bluesky.StrongRef;
import dev.bluebell.bluesky.chat.Conversations;
import dev.bluebell.bluesky.cursor.Reading;
import dev.bluebell.bluesky.feed.PostThreads;
import dev.bluebell.bluesky.feed.Search;
import dev.bluebell.bluesky.graph.UserLists;
import dev.bluebell.bluesky.identity.Hosts;
import dev.bluebell.bluesky.session.Account;
import dev.bluebell.bluesky.session.MemorySessionStore;
import dev.bluebell.bluesky.session.StoredSession;
import dev.bluebell.bluesky.xrpc.RetryPolicy;
import dev.bluebell.testing.XrpcStub;
import dev.bluebell.testing.XrpcStub.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What needs an AppView, a chat, or a server that fails at the right moment. */
class ReadyMethodsTest {

    private static final Did ALICE = new Did("did:plc:z72i7hdynmk6r22z27h6tvur");
    private static final Nsid POST = new Nsid("app.bsky.feed.post");
    private static final String CID = "bafyreib2rxk3rybk3aobmv5cjuql3bm2twh4jo5uxgf5kpqcsgz7soitae";

    private final XrpcStub server = XrpcStub.start();
    private final MemorySessionStore sessions = new MemorySessionStore();
    private final Bluesky bluesky = Bluesky.builder()
            .hosts(new Hosts(server.url(), server.url(), "did:web:localhost#bsky_chat"))
            .sessions(sessions)
            .retries(new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMinutes(1)))
            .build();
    private final Account alice = alice();

    @AfterEach
    void close() {
        bluesky.close();
        server.close();
    }

    private Account alice() {
        sessions.save(new StoredSession(
                "alice", ALICE, "access", "refresh", server.url(), Instant.now(), StoredSession.Origin.CREATED));
        return bluesky.account("alice");
    }

    @Test
    void makesARecordOnceThoughTheFirstAnswerWasLost() {
        server.on(
                "com.atproto.repo.putRecord",
                Told.text(502, "bad gateway"),
                Told.error(400, "InvalidSwap", "Record was at " + CID));
        server.on(
                "com.atproto.repo.getRecord",
                Told.json("{\"uri\":\"at://%s/app.bsky.feed.post/3k43tv4rft22g\",\"cid\":\"%s\",\"value\":{}}"
                        .formatted(ALICE, CID)));
        Records records = bluesky.records(alice);

        StrongRef made = records.create(POST, records.begin(POST).put("text", "hello"));

        assertThat(made.cid().value()).isEqualTo(CID);
        List<XrpcStub.Asked> puts = server.asked("com.atproto.repo.putRecord");
        assertThat(puts).hasSize(2);
        assertThat(puts.getFirst().body()).isEqualTo(puts.getLast().body()).contains("\"swapRecord\":null");
    }

    @Test
    void showsAThread() {
        server.on("app.bsky.feed.getPostThread", Told.json("{\"thread\":{\"post\":{\"uri\":\"at://x\"}}}"));
        AtUri post = AtUri.parse("at://alice.example/app.bsky.feed.post/3k43tv4rft22g");

        String uri = new PostThreads(alice.client()).get(post).object("post").text("uri");

        assertThat(uri).isEqualTo("at://x");
        assertThat(server.asked().getFirst().query()).contains("depth=6").contains("parentHeight=80");
    }

    @Test
    void searches() {
        server.on("app.bsky.feed.searchPosts", Told.json("{\"posts\":[{\"uri\":\"a\"}]}"));
        server.on("app.bsky.actor.searchActors", Told.json("{\"actors\":[{\"did\":\"a\"}]}"));
        server.on("app.bsky.graph.getList", Told.json("{\"items\":[{\"uri\":\"a\"}]}"));
        server.on("app.bsky.graph.getLists", Told.json("{\"lists\":[{\"uri\":\"a\"}]}"));
        AtUri list = AtUri.parse("at://alice.example/app.bsky.graph.list/1");

        for (var listing :
                List.of(Search.posts("a b"), Search.actors("alice"), UserLists.members(list), UserLists.of(ALICE))) {
            assertThat(bluesky.pages(alice).readAll(listing, page -> {}).items())
                    .as(listing.items())
                    .isEqualTo(1);
        }
        assertThat(server.asked().getFirst().query()).contains("q=a%20b");
    }

    @Test
    void chatsThroughThePds() {
        server.on("chat.bsky.convo.getConvoForMembers", Told.json("{\"convo\":{\"id\":\"c1\"}}"));
        server.on("chat.bsky.convo.sendMessage", Told.json("{\"id\":\"m1\",\"text\":\"hello\"}"));
        server.on("chat.bsky.convo.getLog", Told.json("{\"cursor\":\"2222222222222\",\"logs\":[{\"rev\":\"1\"}]}"));
        Conversations chats = bluesky.conversations(alice);

        String chat = chats.with(List.of(ALICE));
        assertThat(chats.send(chat, "hello").text("id")).isEqualTo("m1");
        assertThat(chats.readLog(page -> {})).isEqualTo(new Reading(1, 1, true));

        assertThat(server.asked("chat.bsky.convo.sendMessage").getFirst().body())
                .isEqualTo("{\"convoId\":\"c1\",\"message\":{\"text\":\"hello\"}}");
        assertThat(server.asked())
                .allSatisfy(asked -> assertThat(asked.header("atproto-proxy")).contains("did:web:localhost#bsky_chat"));
    }

    @Test
    void saysThatAnAppPasswordMayNotChatAndKeepsTheSession() {
        server.on("chat.bsky.convo.sendMessage", Told.error(400, "InvalidToken", "Bad token method"));

        var e = catchThrowableOfType(
                BlueskyException.NotAuthenticated.class,
                () -> bluesky.conversations(alice).send("c1", "hello"));

        assertThat(e.getMessage()).contains("make one that allows access to direct messages");
        assertThat(e.callId()).isPresent();
        assertThat(server.asked("com.atproto.server.refreshSession")).isEmpty();
        assertThat(sessions.newest("alice")).isPresent();
    }
}
