package dev.bluebell.server.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bluebell.media.MediaException;
import dev.bluebell.server.BodyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkshopTest {

    @AutoClose
    private final Workshop workshop = new Workshop(1, 1);

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @TempDir
    private Path folder;

    private Product product() throws IOException {
        Path file = Files.createFile(folder.resolve("made"));
        return new Product(file, "image/png", 1, 1, "00TSUA", Optional.empty());
    }

    /** Goes on when it is interrupted, as decoders do. */
    private Product stubborn() throws IOException {
        begun.countDown();
        boolean ended = false;
        while (!ended) {
            try {
                mayEnd.await();
                ended = true;
            } catch (InterruptedException e) {
                // On with it.
            }
        }
        return product();
    }

    @Test
    void handsOverWhatWasMade() {
        try (Product made = workshop.take(this::product).orElseThrow().await()) {
            assertThat(made.file()).exists();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void handsOnWhatWentWrong() {
        Workshop.Job job = workshop.take(() -> {
                    throw new MediaException.Corrupt("broken");
                })
                .orElseThrow();

        assertThatExceptionOfType(MediaException.Corrupt.class).isThrownBy(job::await);
    }

    @Test
    void throwsAwayWhatNobodyWantsAnyMore() throws InterruptedException {
        Workshop.Job job = workshop.take(this::stubborn).orElseThrow();
        begun.await();

        job.giveUp();

        assertThatExceptionOfType(BodyException.CutOff.class).isThrownBy(job::await);
        mayEnd.countDown();
        try (Product next = workshop.take(
                        () -> new Product(folder.resolve("next"), "image/png", 1, 1, "00TSUA", Optional.empty()))
                .orElseThrow()
                .await()) {
            assertThat(next.file())
                    .as("the next job, which runs behind the first")
                    .isNotNull();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void hasNoPlaceForMoreThanAreDoneAndWait() throws InterruptedException {
        Workshop.Job first = workshop.take(this::stubborn).orElseThrow();
        begun.await();
        assertThat(workshop.isFull()).isFalse();
        Workshop.Job second = workshop.take(this::product).orElseThrow();

        assertThat(workshop.isFull()).isTrue();
        assertThat(workshop.take(this::product)).isEmpty();

        second.giveUp();
        assertThat(workshop.isFull()).isFalse();
        mayEnd.countDown();
        first.await().close();
    }

    @Test
    void givesUpWhatWaitsWhenItCloses() throws InterruptedException {
        Workshop.Job first = workshop.take(this::stubborn).orElseThrow();
        begun.await();
        Workshop.Job second = workshop.take(this::product).orElseThrow();

        Thread closing = Thread.ofVirtual().start(workshop::close);

        assertThatExceptionOfType(BodyException.CutOff.class).isThrownBy(second::await);
        assertThat(closing.isAlive()).as("it waits for what is being done").isTrue();
        mayEnd.countDown();
        first.await().close();
        Awaitility.await().until(() -> !closing.isAlive());
    }
}
