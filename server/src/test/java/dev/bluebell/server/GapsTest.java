package dev.bluebell.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which bytes of a blob are missing. */
class GapsTest {

    private static final int SIZE = 60;

    @Test
    void nothingIsMissingOfNothing() {
        assertThat(new Gaps(0).count()).isZero();
    }

    @Test
    void countsGapsAsABitOfPaperWould() {
        long seed = Long.getLong("bluebell.seed", System.nanoTime());
        System.out.println("GapsTest: -Dbluebell.seed=" + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            Gaps gaps = new Gaps(SIZE);
            BitSet missing = new BitSet(SIZE);
            missing.set(0, SIZE);
            while (!missing.isEmpty()) {
                int from = random.nextInt(SIZE + 1);
                int to = from + random.nextInt(Math.min(12, SIZE - from) + 1);
                boolean splits = from > 0 && to < SIZE && missing.nextClearBit(from - 1) > to;

                assertThat(gaps.splits(from, to)).as("%d to %d", from, to).isEqualTo(splits);
                if (to > from) {
                    gaps.fill(from, to);
                    missing.clear(from, to);
                }

                assertThat(gaps.count()).isEqualTo(runs(missing));
            }
        }
    }

    private static int runs(BitSet bits) {
        int runs = 0;
        for (int at = bits.nextSetBit(0); at >= 0; at = bits.nextSetBit(bits.nextClearBit(at))) {
            runs++;
        }
        return runs;
    }
}
