package dev.bluebell.bluesky.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.StrongRef;
import dev.bluebell.bluesky.Tid;
import dev.bluebell.bluesky.post.PdsGateway.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Posts on a real PDS, with trouble on the way to it. */
class PostsOnceTest extends PostsOnPds {

    @ParameterizedTest
    @EnumSource(Fault.class)
    void defect16PostsOnceWhateverHappensToTheAnswer(Fault fault) {
        // pysky sent the same post again after 502, under another name.
        account.did();
        gateway.next(fault);

        StrongRef post = posts.post(Post.text("once " + fault).build());

        assertThat(texts("once " + fault)).hasSize(1);
        assertThat(value(post).path("text").stringValue()).isEqualTo("once " + fault);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void postsWithGatesOnceWhateverHappensToTheAnswer(Fault fault) {
        account.did();
        gateway.next(fault);

        StrongRef post = posts.post(Post.text("gated " + fault)
                .repliesFrom(new ReplyRule.Mentioned(), new ReplyRule.Followers())
                .noQuotes()
                .build());

        assertThat(texts("gated " + fault)).hasSize(1);
        JsonNode gate = record(post, "app.bsky.feed.threadgate").path("value");
        assertThat(gate.path("post").stringValue()).isEqualTo(post.uri().toString());
        assertThat(gate.path("allow")).hasSize(2);
        assertThat(record(post, "app.bsky.feed.postgate").at("/value/embeddingRules"))
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void goesOnWhereItWasWhenItIsAskedAgain(Fault fault) {
        account.did();
        gateway.next(fault, fault, fault);
        PostThread thread = new PostThread(
                List.of(
                        Post.text("again " + fault + " 1").noQuotes().build(),
                        Post.text("again " + fault + " 2").build()),
                Optional.of("again " + fault));
        Runnable post = () -> assertThat(posts.post(thread)).hasSize(2);
        try {
            post.run();
        } catch (BlueskyException e) {
            post.run();
        }

        post.run();

        assertThat(texts("again " + fault)).containsExactly("again " + fault + " 1", "again " + fault + " 2");
    }

    @Test
    void givesTheFirstPostWhenAKeyIsUsedAgain() {
        StrongRef first = posts.post(Post.text("keyed one").key("k").build());
        int rows = log.rows().size();

        StrongRef second = posts.post(Post.text("keyed two").key("k").build());

        assertThat(second).isEqualTo(first);
        assertThat(log.rows()).hasSize(rows);
        assertThat(texts("keyed")).containsExactly("keyed one");
    }

    @Test
    void givesTheFirstPostsWhenTheKeyOfAThreadIsUsedAgain() {
        Post one = Post.text("part one").build();
        Post two = Post.text("part two").build();
        List<StrongRef> both = posts.post(new PostThread(List.of(one, two), Optional.of("parts")));

        assertThat(posts.post(new PostThread(List.of(one), Optional.of("parts"))))
                .isEqualTo(both);
        assertThat(posts.post(Post.text("part one").key("parts").build())).isEqualTo(both.getFirst());
        assertThat(posts.post(new PostThread(List.of(one), Optional.of("single"))))
                .containsExactly(posts.post(Post.text("x").key("single").build()));
        assertThat(texts("part")).containsExactly("part one", "part one", "part two");
    }

    @Test
    void sendsAPlanThatWasStoredBeforeACrash() {
        Did me = account.did();
        gateway.next(Fault.BAD_GATEWAY_BEFORE, Fault.BAD_GATEWAY_BEFORE, Fault.BAD_GATEWAY_BEFORE);
        Post post = Post.text("crashed").key("crash").build();
        assertThatThrownBy(() -> posts.post(post)).isInstanceOf(BlueskyException.Refused.class);
        PostPlan plan = keys.find(me, "crash").orElseThrow();

        StrongRef made = posts.post(Post.text("something else").key("crash").build());

        assertThat(made).isEqualTo(plan.ref());
        assertThat(texts("crashed")).hasSize(1);
        assertThat(texts("something else")).isEmpty();
    }

    @Test
    void sendsTheImagesAgainIfTheServerForgotThem() throws IOException {
        Did me = account.did();
        Path picture = picture("forgotten.png");
        // Planned, and never sent: the server has no such blob.
        Post post = Post.text("forgotten").image(picture, "").key("forgotten").build();
        JsonNode record = posts.dryRun(post);
        PostPlan plan = new PostPlan(
                me, "forgotten", new Tid("3zztslq2tsk2a"), DagCbor.cid(record), record.toString(), List.of());
        assertThat(keys.plan(List.of(plan))).isTrue();

        assertThat(posts.post(post)).isEqualTo(plan.ref());

        assertThat(texts("forgotten")).hasSize(1);
    }

    @Test
    void doesNotTakeAnotherRecordForItsOwn() {
        Did me = account.did();
        StrongRef there = posts.post(Post.text("there already").build());
        JsonNode other = posts.dryRun(Post.text("another").build());
        PostPlan plan = new PostPlan(
                me, "clash", new Tid(there.uri().key().value()), DagCbor.cid(other), other.toString(), List.of());
        assertThat(keys.plan(List.of(plan))).isTrue();

        assertThatThrownBy(() -> posts.post(Post.text("another").key("clash").build()))
                .isInstanceOf(BlueskyException.BadAnswer.class);

        assertThat(value(there).path("text").stringValue()).isEqualTo("there already");
    }
}
