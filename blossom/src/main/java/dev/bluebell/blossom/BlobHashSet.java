package dev.bluebell.blossom;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Which hashes were seen, for lists too long for a set of objects: 43 to 86 bytes for each. Up to 200 million hashes. Not
 * thread-safe.
 */
public final class BlobHashSet {

    private static final int WORDS = 4;
    private static final int DIGITS_A_WORD = 16;
    private static final int FEWEST_PLACES = 16;
    private static final int MOST_PLACES = 1 << 28;

    /** Nobody may know where a hash will lie: a server could make up hashes that all want the same place. */
    private final long[] factors =
            ThreadLocalRandom.current().longs(WORDS).map(one -> one | 1).toArray();

    /** Four longs a hash; a place is free if all are zero. */
    private long[] places = new long[FEWEST_PLACES * WORDS];

    private boolean hasZero;
    private int size;

    /** An empty set. */
    public BlobHashSet() {}

    /**
     * Adds a hash.
     *
     * @return whether it was new
     * @throws IllegalStateException if there are too many
     */
    public boolean add(BlobHash hash) {
        long[] words = words(hash);
        if (isZero(words, 0)) {
            boolean fresh = !hasZero;
            hasZero = true;
            return fresh;
        }
        int place = find(words);
        if (!isZero(places, place)) {
            return false;
        }
        System.arraycopy(words, 0, places, place, WORDS);
        size++;
        growIfCrowded();
        return true;
    }

    /** Whether the hash was added. */
    public boolean contains(BlobHash hash) {
        long[] words = words(hash);
        return isZero(words, 0) ? hasZero : !isZero(places, find(words));
    }

    /** How many there are. */
    public int size() {
        return size + (hasZero ? 1 : 0);
    }

    private static long[] words(BlobHash hash) {
        long[] words = new long[WORDS];
        for (int i = 0; i < WORDS; i++) {
            words[i] = HexFormat.fromHexDigitsToLong(hash.hex(), i * DIGITS_A_WORD, (i + 1) * DIGITS_A_WORD);
        }
        return words;
    }

    /** Where the hash is, or the free place where it belongs. */
    private int find(long[] words) {
        int place = firstPlace(words);
        while (!isZero(places, place) && !equal(words, place)) {
            place = place + WORDS == places.length ? 0 : place + WORDS;
        }
        return place;
    }

    private int firstPlace(long[] words) {
        long mixed = 0;
        for (int i = 0; i < WORDS; i++) {
            mixed += words[i] * factors[i];
            mixed ^= mixed >>> 32;
        }
        return (int) Math.floorMod(mixed, (long) (places.length / WORDS)) * WORDS;
    }

    private boolean equal(long[] words, int place) {
        return words[0] == places[place]
                && words[1] == places[place + 1]
                && words[2] == places[place + 2]
                && words[3] == places[place + 3];
    }

    private static boolean isZero(long[] words, int from) {
        return (words[from] | words[from + 1] | words[from + 2] | words[from + 3]) == 0;
    }

    private void growIfCrowded() {
        int capacity = places.length / WORDS;
        if (size <= capacity / 4 * 3) {
            return;
        }
        if (capacity == MOST_PLACES) {
            throw new IllegalStateException("a set cannot have more than %d hashes".formatted(size));
        }
        long[] old = places;
        places = new long[2 * old.length];
        long[] words = new long[WORDS];
        for (int from = 0; from < old.length; from += WORDS) {
            if (!isZero(old, from)) {
                System.arraycopy(old, from, words, 0, WORDS);
                System.arraycopy(words, 0, places, find(words), WORDS);
            }
        }
    }
}
