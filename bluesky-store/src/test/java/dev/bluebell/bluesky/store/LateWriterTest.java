package dev.bluebell.bluesky.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.LogLines;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LateWriterTest {

    private final List<Integer> batches = new CopyOnWriteArrayList<>();

    @Test
    void writesWhatComesTogetherTogether() {
        try (LateWriter late = new LateWriter(works -> batches.add(works.size()))) {
            for (int i = 0; i < 20; i++) {
                late.add(rows -> {});
            }
            late.flush();
        }

        assertThat(batches.stream().mapToInt(Integer::intValue).sum()).isEqualTo(20);
        assertThat(batches.size()).isLessThan(20);
    }

    @Test
    void writesWithoutBeingAsked() {
        try (LateWriter late = new LateWriter(works -> batches.add(works.size()))) {
            late.add(rows -> {});

            await().until(() -> batches.size() == 1);
        }
    }

    @Test
    void writesAllBeforeItIsClosedAndGoesOnAfterwards() {
        LateWriter late = new LateWriter(works -> batches.add(works.size()));
        for (int round = 1; round <= 3; round++) {
            late.add(rows -> {});
            late.close();

            assertThat(batches).hasSize(round);
        }
        late.close();
    }

    @Test
    void holdsCallersWhereTooMuchWaits() {
        CountDownLatch open = new CountDownLatch(1);
        AtomicInteger added = new AtomicInteger();
        LateWriter late = new LateWriter(works -> {
            await().until(() -> open.getCount() == 0);
            batches.add(works.size());
        });
        Thread caller = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < 6000; i++) {
                late.add(rows -> {});
                added.incrementAndGet();
            }
        });

        await().until(() -> caller.getState() == Thread.State.WAITING);
        assertThat(added.get()).isBetween(4096, 4096 + 512);
        open.countDown();
        await().until(() -> added.get() == 6000);
        late.close();

        assertThat(batches.stream().mapToInt(Integer::intValue).sum()).isEqualTo(6000);
    }

    @Test
    void writesForACallerThatIsInterrupted() throws InterruptedException {
        LateWriter late = new LateWriter(works -> batches.add(works.size()));
        boolean[] flag = new boolean[1];
        Thread caller = Thread.ofPlatform().start(() -> {
            Thread.currentThread().interrupt();
            late.add(rows -> {});
            assertThatThrownBy(late::flush).isInstanceOf(BlueskyException.Interrupted.class);
            flag[0] = Thread.currentThread().isInterrupted();
        });
        caller.join();
        late.close();

        assertThat(flag[0]).isTrue();
        assertThat(batches).containsExactly(1);
    }

    @Test
    void triesTwiceAndThenSaysWhatIsNotLogged() {
        AtomicInteger tries = new AtomicInteger();
        List<String> lines = LogLines.during(() -> {
            try (LateWriter late = new LateWriter(works -> {
                tries.incrementAndGet();
                throw new IllegalStateException("no room left");
            })) {
                late.add(rows -> {});
                late.add(rows -> {});
            }
        });

        assertThat(tries.get()).isEqualTo(2);
        assertThat(lines).containsExactly("2 calls went well, but could not be logged: no room left");
    }
}
