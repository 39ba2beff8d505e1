package dev.bluebell.bluesky.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluebell.bluesky.AtUri;
import dev.bluebell.bluesky.Bluesky;
import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Cid;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Nsid;
import dev.bluebell.bluesky.OnPds;
import dev.bluebell.bluesky.StrongRef;
import dev.bluebell.bluesky.cursor.Listings;
import dev.bluebell.bluesky.cursor.Page;
import dev.bluebell.bluesky.graph.UserLists;
import dev.bluebell.bluesky.log.MemoryCallLog;
import dev.bluebell.bluesky.session.Account;
import dev.bluebell.bluesky.session.Credentials;
import dev.bluebell.testing.RealPds;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Small records of all kinds on a real PDS, which checks them against their lexicons. */
class WritesOnPdsTest {

    private static final Did BOB = new Did("did:plc:ewvi7nxzyoun6zhxrhs64oiz");

    @SuppressWarnings("NullAway.Init") // JUnit does.
    private static RealPds pds;

    @SuppressWarnings("NullAway.Init") // JUnit does.
    private static Bluesky bluesky;

    @SuppressWarnings("NullAway.Init") // JUnit does.
    private static Account alice;

    private static final MemoryCallLog LOG = new MemoryCallLog();

    @BeforeAll
    static void start() {
        pds = RealPds.start();
        bluesky = OnPds.set(Bluesky.builder(), pds).log(LOG).build();
        alice = bluesky.account(new Credentials(RealPds.HANDLE, pds.password()));
    }

    @AfterAll
    static void stop() {
        bluesky.close();
        pds.close();
    }

    private static StrongRef post() {
        Nsid kind = new Nsid("app.bsky.feed.post");
        Records records = bluesky.records(alice);
        return records.create(kind, records.begin(kind).put("text", "hello"));
    }

    private static Page all(String collection) {
        return bluesky.pages(alice)
                .page(Listings.records(new Did(pds.did()), new Nsid(collection), pds.url()), Optional.empty());
    }

    private static int lastPoints() {
        return LOG.rows().getLast().begun().points();
    }

    @Test
    void likesAndRepostsAndTakesThatBack() {
        StrongRef post = post();
        var reactions = bluesky.reactions(alice);

        AtUri like = reactions.like(post);
        assertThat(lastPoints()).isEqualTo(2);
        AtUri repost = reactions.repost(post);

        assertThat(all("app.bsky.feed.like")
                        .items()
                        .getFirst()
                        .path("value")
                        .path("subject")
                        .path("cid")
                        .asString(""))
                .isEqualTo(post.cid().value());
        assertThat(all("app.bsky.feed.repost").items()).hasSize(1);
        reactions.undo(like);
        assertThat(lastPoints()).isEqualTo(1);
        reactions.undo(repost);
        reactions.undo(repost);
        assertThat(all("app.bsky.feed.like").items()).isEmpty();
        assertThat(all("app.bsky.feed.repost").items()).isEmpty();
        assertThatThrownBy(() -> reactions.undo(post.uri())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void followsAndBlocksAndTakesThatBack() {
        var relations = bluesky.relations(alice);

        AtUri follow = relations.follow(BOB);
        AtUri block = relations.block(BOB);

        assertThat(all("app.bsky.graph.follow").items()).hasSize(1);
        assertThat(all("app.bsky.graph.block")
                        .items()
                        .getFirst()
                        .path("value")
                        .path("subject")
                        .asString(""))
                .isEqualTo(BOB.value());
        relations.undo(follow);
        relations.undo(block);
        assertThat(all("app.bsky.graph.follow").items()).isEmpty();
        assertThat(all("app.bsky.graph.block").items()).isEmpty();
        assertThatThrownBy(() -> relations.undo(post().uri())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsLists() {
        UserLists lists = bluesky.lists(alice);

        AtUri list = lists.create("friends", UserLists.Purpose.CURATION, "people I know");
        AtUri place = lists.add(list, BOB);

        assertThat(all("app.bsky.graph.listitem")
                        .items()
                        .getFirst()
                        .path("value")
                        .path("list")
                        .asString(""))
                .isEqualTo(list.toString());
        lists.remove(place);
        lists.delete(list);
        assertThat(all("app.bsky.graph.list").items()).isEmpty();
        assertThat(all("app.bsky.graph.listitem").items()).isEmpty();
        assertThatThrownBy(() -> lists.remove(list)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void deletesAnyRecordByItsAddress() {
        AtUri post = post().uri();
        AtUri byHandle = AtUri.parse("https://bsky.app/profile/alice.test/post/" + post.key());

        bluesky.records(alice).delete(byHandle);

        assertThatThrownBy(() -> bluesky.records(alice).get(post))
                .isInstanceOf(BlueskyException.Refused.class)
                .hasMessageContaining("RecordNotFound");
        assertThatThrownBy(() -> bluesky.records(alice).delete(new AtUri(BOB, post.collection(), post.key())))
                .isInstanceOf(BlueskyException.class);
    }

    @Test
    void getsARecord() {
        StrongRef post = post();

        assertThat(bluesky.records(alice).get(post.uri()).object("value").text("text"))
                .isEqualTo("hello");
        assertThat(new Cid(bluesky.records(alice).get(post.uri()).text("cid"))).isEqualTo(post.cid());
    }
}
