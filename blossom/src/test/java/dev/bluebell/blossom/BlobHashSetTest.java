package dev.bluebell.blossom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BlobHashSetTest {

    private static final BlobHash ZERO = new BlobHash("0".repeat(64));

    private final BlobHashSet set = new BlobHashSet();

    @Test
    void knowsEveryHashThatWasAddedAndNoOther() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Set<BlobHash> added = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            BlobHash hash = random(random);
            assertThat(set.add(hash)).as("seed %d", seed).isEqualTo(added.add(hash));
        }

        assertThat(set.size()).as("seed %d", seed).isEqualTo(added.size());
        assertThat(added).as("seed %d", seed).allMatch(set::contains).noneMatch(set::add);
        for (int i = 0; i < 20_000; i++) {
            BlobHash hash = random(random);
            assertThat(set.contains(hash)).as("seed %d", seed).isEqualTo(added.contains(hash));
        }
    }

    @Test
    void knowsTheHashOfZerosOnlyWhenItWasAdded() {
        assertThat(set.contains(ZERO)).isFalse();
        assertThat(set.add(ZERO)).isTrue();
        assertThat(set.contains(ZERO)).isTrue();
        assertThat(set.add(ZERO)).isFalse();
        assertThat(set.size()).isEqualTo(1);
    }

    @Test
    void tellsHashesApartThatDifferInOneBit() {
        byte[] bytes = new byte[32];
        for (int bit = 0; bit < 256; bit++) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(set.add(BlobHash.of(bytes))).isTrue();
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }

        assertThat(set.size()).isEqualTo(256);
    }

    /** Of few different ones, so that some come twice. */
    private static BlobHash random(Random random) {
        byte[] bytes = new byte[32];
        new Random(random.nextInt(30_000)).nextBytes(bytes);
        return BlobHash.of(bytes);
    }
}
