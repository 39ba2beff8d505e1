package dev.bluebell.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bluebell.blossom.client.ProgressListener;
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

    @Test
    void addsUpWhatSeveralTransfersDo() {
        try (Progress progress = new Progress(shell(true), "2 files", 8 << 20)) {
            ProgressListener one = progress.part();
            ProgressListener two = progress.part();
            one.transferred(4 << 20);
            one.transferred(1 << 20); // begun anew
            now = now.plusSeconds(2);
            two.transferred(5 << 20);
        }
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("2 files").contains("75%");
    }

    @Test
    void makesRoomForAResult() {
        Shell shell = shell(true);
        try (Progress progress = new Progress(shell, "2 files", 8 << 20)) {
            now = now.plusSeconds(2);
            progress.transferred(4 << 20);
            await().until(() -> err.toString(StandardCharsets.UTF_8).contains("2 files"));
            progress.above(() -> shell.print("stored"));
        }
        assertThat(err.toString(StandardCharsets.UTF_8)).containsPattern("2 files.*\r +\rstored\n");
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
                false,
                screen,
                screen,
                terminal,
                () -> now,
                new SecureRandom(),
                stop -> {});
    }
}
