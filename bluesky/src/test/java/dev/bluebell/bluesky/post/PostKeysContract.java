package dev.bluebell.bluesky.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluebell.bluesky.AtUri;
import dev.bluebell.bluesky.Cid;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Nsid;
import dev.bluebell.bluesky.RecordKey;
import dev.bluebell.bluesky.StrongRef;
import dev.bluebell.bluesky.Tid;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every memory of posts does. */
public abstract class PostKeysContract {

    private static final Did ALICE = new Did("did:plc:z72i7hdynmk6r22z27h6tvur");
    private static final Did BOB = new Did("did:web:bob.example");
    private static final Tid ONE = new Tid("3k43tv4rft22g");
    private static final Tid TWO = new Tid("3k43tv4rft22h");

    /** None of them is known yet. */
    protected abstract PostKeys keys();

    /** The row of a call that was logged. */
    protected abstract long call();

    private static PostPlan plan(Did account, String key, Tid rkey) {
        return new PostPlan(
                account,
                key,
                rkey,
                cid(rkey.value()),
                "{\"$type\":\"app.bsky.feed.post\",\"text\":\"für dich 🐝 \\\"'\",\"createdAt\":\"2026-01-02T03:04:05.678Z\"}",
                List.of("{\"$type\":\"app.bsky.feed.threadgate\",\"allow\":[]}"));
    }

    private static Cid cid(String seed) {
        return Cid.ofBlob("%064x".formatted(seed.hashCode() & 0xffff_ffffL));
    }

    private static MadePost made(PostPlan plan, OptionalLong call) {
        return new MadePost(plan.ref(), Optional.of(plan.key()), call, Optional.empty());
    }

    @Test
    void givesBackWhatWasPlanned() {
        assertThat(keys().plan(List.of(plan(ALICE, "a", ONE)))).isTrue();

        assertThat(keys().find(ALICE, "a")).contains(plan(ALICE, "a", ONE));
        assertThat(keys().find(ALICE, "A")).isEmpty();
        assertThat(keys().newest(ALICE, "a")).isEmpty();
    }

    @Test
    void keepsTheFirstPlanOfAKey() {
        assertThat(keys().plan(List.of(plan(ALICE, "a", ONE)))).isTrue();

        assertThat(keys().plan(List.of(plan(ALICE, "a", TWO)))).isFalse();

        assertThat(keys().find(ALICE, "a")).contains(plan(ALICE, "a", ONE));
    }

    @Test
    void storesAllPartsOfAThreadOrNone() {
        assertThat(keys().plan(List.of(plan(ALICE, "a/2", ONE)))).isTrue();

        assertThat(keys().plan(List.of(plan(ALICE, "a/1", ONE), plan(ALICE, "a/2", TWO))))
                .isFalse();
        assertThat(keys().find(ALICE, "a/1")).isEmpty();

        assertThat(keys().plan(List.of(plan(ALICE, "b/1", ONE), plan(ALICE, "b/2", TWO))))
                .isTrue();
        assertThat(keys().find(ALICE, "b/2")).contains(plan(ALICE, "b/2", TWO));
    }

    @Test
    void tellsAccountsApart() {
        assertThat(keys().plan(List.of(plan(ALICE, "a", ONE)))).isTrue();
        assertThat(keys().plan(List.of(plan(BOB, "a", TWO)))).isTrue();
        keys().made(made(plan(BOB, "a", TWO), OptionalLong.of(call())));

        assertThat(keys().find(BOB, "a")).contains(plan(BOB, "a", TWO));
        assertThat(keys().newest(ALICE, "a")).isEmpty();
        assertThat(keys().newest(BOB, "a")).contains(plan(BOB, "a", TWO).ref());
    }

    @Test
    void knowsAPostThatWasMade() {
        assertThat(keys().plan(List.of(plan(ALICE, "a", ONE)))).isTrue();
        MadePost post = new MadePost(
                plan(ALICE, "a", ONE).ref(),
                Optional.of("a"),
                OptionalLong.of(call()),
                Optional.of(new AtUri(BOB, new Nsid("app.bsky.feed.post"), new RecordKey("3k43tv4rft22z"))));

        keys().made(post);
        keys().made(post);

        assertThat(keys().newest(ALICE, "a")).contains(post.ref());
        assertThat(keys().find(ALICE, "a")).contains(plan(ALICE, "a", ONE));
    }

    @Test
    void takesPostsWithoutAKeyAndWithoutACall() {
        StrongRef ref = plan(ALICE, "a", ONE).ref();

        keys().made(new MadePost(ref, Optional.empty(), OptionalLong.of(call()), Optional.empty()));
        keys().made(made(plan(ALICE, "b", TWO), OptionalLong.empty()));

        assertThat(keys().newest(ALICE, "a")).isEmpty();
        assertThat(keys().newest(ALICE, "b")).contains(plan(ALICE, "b", TWO).ref());
    }

    @Test
    void hasTheNewestOfSeveralPostsUnderOneKey() {
        keys().made(made(plan(ALICE, "a", ONE), OptionalLong.empty()));
        keys().made(made(plan(ALICE, "a", TWO), OptionalLong.empty()));

        assertThat(keys().newest(ALICE, "a")).contains(plan(ALICE, "a", TWO).ref());
    }

    @Test
    void letsOneOfManyHaveAKey() throws Exception {
        List<Callable<Boolean>> all = IntStream.range(0, 8)
                .mapToObj(i -> (Callable<Boolean>) () ->
                        keys().plan(List.of(plan(ALICE, "a/1", i % 2 == 0 ? ONE : TWO), plan(ALICE, "a/2", TWO))))
                .toList();

        int winners = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> each : threads.invokeAll(all)) {
                winners += each.get() ? 1 : 0;
            }
        }

        assertThat(winners).isEqualTo(1);
    }

    @Test
    void refusesKeysThatNobodyCanStore() {
        assertThatThrownBy(() -> plan(ALICE, "", ONE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> plan(ALICE, "x".repeat(256), ONE)).isInstanceOf(IllegalArgumentException.class);
    }
}
