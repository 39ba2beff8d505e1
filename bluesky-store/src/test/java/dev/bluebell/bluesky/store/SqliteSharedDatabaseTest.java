package dev.bluebell.bluesky.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bluebell.bluesky.log.CallQuery;
import dev.bluebell.database.DatabaseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteSharedDatabaseTest extends SharedDatabaseContract {

    @TempDir
    Path folder;

    @Override
    Place place() {
        return Place.sqlite(folder);
    }

    @Test
    void saysInTimeThatAnotherProcessHoldsTheDatabaseLocked() throws Exception {
        try (BlueskyDatabase database = place.open();
                Connection other = place.source().getConnection();
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            Instant begun = Instant.now();

            assertThatExceptionOfType(DatabaseException.Busy.class)
                    .isThrownBy(() -> database.log().reserve(Child.call(3), Child.LIMITS))
                    .withMessageContaining(place.url())
                    .withMessageContaining("locked by another process");
            assertThat(Duration.between(begun, Instant.now())).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(30));
            assertThat(database.sessions().newest("alice")).as("reading").isEmpty();

            statement.execute("COMMIT");
            database.log().writeSoon(Child.call(0), Child.ended());
            assertThat(database.log().recent(CallQuery.newest(10))).hasSize(1);
        }
    }

    @Test
    void logsACallThatWentWellOnceTheLockIsGone() throws Exception {
        try (BlueskyDatabase database = place.open();
                Connection other = place.source().getConnection();
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            database.log().writeSoon(Child.call(0), Child.ended());
            Thread release = Thread.ofPlatform().start(() -> {
                try {
                    Thread.sleep(Duration.ofMillis(6500)); // longer than one try waits
                    statement.execute("COMMIT");
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });

            assertThat(database.log().recent(CallQuery.newest(10))).hasSize(1);
            release.join();
        }
    }

    @Test
    void saysThatTheDiskIsFullAndGoesOnWhenThereIsRoom() throws Exception {
        Process child = Child.start(ownMount("mount -t tmpfs -o size=1500k none " + folder), "fill", folder.toString());
        List<String> said = child.inputReader().lines().toList();

        assertThat(child.waitFor()).isZero();
        assertThat(said).hasSize(2);
        assertThat(said.getFirst()).contains("no room left on the disk", "bluesky.db", "free some space");
        assertThat(said.getLast()).isEqualTo("1");
        assertThat(Files.exists(folder.resolve("bluesky.db"))).isFalse();
    }

    /** What to put in front of a command, so that it sees a mount that nobody else does. */
    private static List<String> ownMount(String mount) throws Exception {
        List<String> command =
                List.of("unshare", "--mount", "--user", "--map-root-user", "sh", "-c", mount + " && exec \"$@\"", "sh");
        List<String> probe = Stream.concat(command.stream(), Stream.of("true")).toList();
        assertThat(new ProcessBuilder(probe).start().waitFor())
                .as("this test needs a system that allows %s", probe)
                .isZero();
        return command;
    }
}
