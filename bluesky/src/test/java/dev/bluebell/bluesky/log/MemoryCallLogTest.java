package dev.bluebell.bluesky.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryCallLogTest extends CallLogContract {

    @Override
    protected CallLog open() {
        return new MemoryCallLog();
    }

    @Test
    void keepsTheNewestOnly() {
        MemoryCallLog small = new MemoryCallLog(2);

        small.write(call(1), ended());
        small.write(call(2), ended());
        small.write(call(3), ended());

        assertThat(small.rows()).extracting(row -> row.begun().points()).containsExactly(2, 3);
    }
}
