package dev.bluebell.nostr.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final RandomGenerator NEVER_LUCKY = () -> 0;

    @Test
    void doublesUpToTheLongest() {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10), NEVER_LUCKY);

        assertThat(Stream.of(1, 2, 3, 4, 5, 6, 1000).map(backoff::after))
                .containsExactly(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(8),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10));
    }

    @Test
    void leavesUpToHalfToChance() {
        long seed = new Random().nextLong();
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10), new Random(seed));

        assertThat(Stream.generate(() -> backoff.after(2)).limit(1000))
                .as("seed %d", seed)
                .allMatch(pause -> pause.toMillis() >= 1000 && pause.toMillis() <= 2000)
                .anyMatch(pause -> pause.toMillis() < 1300)
                .anyMatch(pause -> pause.toMillis() > 1700);
    }
}
