package dev.bluebell.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.bluebell.blossom.BlossomException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class InOrderTest {

    private final List<Integer> done = new ArrayList<>();

    @Test
    void handsOnWhatIsDoneInTheOrderOfTheItems() {
        CountDownLatch last = new CountDownLatch(1);

        InOrder.each(
                List.of(0, 1, 2, 3, 4),
                2,
                item -> {
                    if (item == 0) {
                        await(last);
                    } else {
                        last.countDown();
                    }
                    return item;
                },
                done::add);

        assertThat(done).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void endsEverythingWithTheFirstFailure() {
        assertThatIllegalStateException()
                .isThrownBy(() -> InOrder.each(
                        List.of(0, 1, 2),
                        2,
                        item -> {
                            if (item == 0) {
                                throw new IllegalStateException("the first");
                            }
                            return await(new CountDownLatch(1));
                        },
                        done::add))
                .withMessage("the first");
        assertThat(done).isEmpty();
    }

    @Test
    void endsEverythingWhenItIsInterrupted() {
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(BlossomException.Interrupted.class)
                .isThrownBy(() -> InOrder.each(List.of(0), 1, item -> await(new CountDownLatch(1)), done::add));
        assertThat(Thread.interrupted()).isTrue();
    }

    /** Until it is interrupted, if need be. */
    private static int await(CountDownLatch latch) {
        try {
            latch.await();
            return 0;
        } catch (InterruptedException e) {
            return 1;
        }
    }
}
