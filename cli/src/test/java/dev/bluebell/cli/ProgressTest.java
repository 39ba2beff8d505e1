package dev.bluebell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Instant now = Instant.EPOCH;

    @Test
    void showsABarWhenATransferTakesLong() {
        assertThat(shownAfter(2, true)).contains("photo.jpg").contains("50%");
    }

    @Test
    void showsNothingOfWhatIsDoneSoon() {
        assertThat(shownAfter(1, true)).isEmpty();
    }

    @Test
    void showsNothingWhereNobodyLooks() {
        assertThat(shownAfter(2, false)).isEmpty();
    }

    private String shownAfter(long seconds, boolean terminal) {
        try (Progress progress = new Progress(shell(terminal), "photo.jpg", 8 << 20)) {
            now = now.plusSeconds(seconds);
            progress.transferred(4 << 20);
        }
        return err.toString(StandardCharsets.UTF_8);
    }

    private Shell shell(boolean terminal) {
        PrintStream screen = Person.stream(err);
        return new Shell(
                Map.of(),
                Path.of("/"),
                InputStream.nullInputStream(),
                screen,
                screen,
                terminal,
                () -> now,
                new SecureRandom(),
                stop -> {});
    }
}
