package dev.bluebell.server;

import java.util.Map;
import java.util.TreeMap;

/** Which bytes of a blob have not come yet. Not thread-safe. */
final class Gaps {

    /** From the first missing byte of a gap to the one after its last. The gaps neither touch nor overlap. */
    private final TreeMap<Long, Long> gaps = new TreeMap<>();

    /** All of {@code size} bytes are missing. */
    Gaps(long size) {
        if (size > 0) {
            gaps.put(0L, size);
        }
    }

    /** The bytes from {@code from} to before {@code to} have come, perhaps once more. */
    void fill(long from, long to) {
        Map.Entry<Long, Long> before = gaps.lowerEntry(from);
        if (before != null && before.getValue() > from) {
            gaps.put(before.getKey(), from);
            if (before.getValue() > to) {
                gaps.put(to, before.getValue());
            }
        }
        for (Map.Entry<Long, Long> gap = gaps.ceilingEntry(from);
                gap != null && gap.getKey() < to;
                gap = gaps.ceilingEntry(from)) {
            gaps.remove(gap.getKey());
            if (gap.getValue() > to) {
                gaps.put(to, gap.getValue());
            }
        }
    }

    /** {@return whether the bytes from {@code from} to before {@code to} would leave one gap more} */
    boolean splits(long from, long to) {
        Map.Entry<Long, Long> around = gaps.lowerEntry(from);
        return around != null && around.getValue() > to;
    }

    /** {@return how many there are, 0 when the blob is whole} */
    int count() {
        return gaps.size();
    }
}
