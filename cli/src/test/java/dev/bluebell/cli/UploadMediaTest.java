package dev.bluebell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.cli.Person.Run;
import dev.bluebell.testing.MemoryBlossom;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads that the first server processes. */
class UploadMediaTest {

    private final MemoryBlossom one = MemoryBlossom.start();
    private final MemoryBlossom two = MemoryBlossom.start();

    @TempDir
    Path folder;

    private Person person;

    @BeforeEach
    void person() {
        person = new Person(folder).known();
        person.file("photo.jpg", "a photo");
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    private Run upload() {
        return person.run(
                "upload",
                "--media",
                "photo.jpg",
                "--server",
                one.url().toString(),
                "--server",
                two.url().toString());
    }

    @Test
    void areFetchedByTheOthersWithATokenForTheResult() {
        Run run = upload();

        assertThat(run.lines()).hasSize(2).allMatch(line -> line.startsWith("stored  photo.jpg"));
        assertThat(run.exitCode()).isZero();
        assertThat(two.requests("PUT", "/media")).isEmpty();
        assertThat(two.hashes()).isEqualTo(one.hashes());
        assertThat(two.requests("PUT", "/mirror"))
                .singleElement()
                .satisfies(mirror -> assertThat(mirror.authorization())
                        .isNotEqualTo(one.requests("PUT", "/media").getFirst().authorization()));
    }

    @Test
    void sayThatAServerDoesNotDoThat() {
        one.refuse("PUT", "/media", 404);
        two.refuse("PUT", "/media", 404);

        Run run = upload();

        assertThat(run.errors().lines())
                .hasSize(2)
                .allMatch(line -> line.endsWith("; it does not process media: leave out --media"));
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void sayTheSameWhenItIsOnlyAsked() {
        one.refuse("HEAD", "/media", 404);

        Run run = person.run(
                "check", "--media", "photo.jpg", "--server", one.url().toString());

        assertThat(run.errors())
                .endsWith("; it does not process media: leave out --media\n")
                .hasLineCount(1);
    }
}
