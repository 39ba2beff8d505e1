package dev.bluebell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "1700000000,                2023-11-14T22:13:20Z, 2023-11-14T22:13:20Z",
        "2026-02-28,                2026-02-28T00:00:00Z, 2026-02-28T23:59:59Z",
        "2026-02-28T10:00:00Z,      2026-02-28T10:00:00Z, 2026-02-28T10:00:00Z",
        "2026-02-28T10:00:00+02:00, 2026-02-28T08:00:00Z, 2026-02-28T08:00:00Z",
        "7d,                        2026-11-13T12:00:00Z, 2026-11-13T12:00:00Z",
        "90min,                     2026-11-20T10:30:00Z, 2026-11-20T10:30:00Z",
    })
    void readsTheSpellingsOfPeople(String text, Instant begin, Instant end) {
        Moment moment = Moment.parse(text).orElseThrow();

        assertThat(moment.begin(NOW)).isEqualTo(begin);
        assertThat(moment.end(NOW)).isEqualTo(end);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "2026-02-30", "7 days", "-7d", "2026-02-28T10:00:00", "999999999999"})
    void readsNothingElse(String text) {
        assertThat(Moment.parse(text)).isEmpty();
    }
}
