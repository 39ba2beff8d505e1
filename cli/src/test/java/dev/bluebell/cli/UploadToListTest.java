package dev.bluebell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.cli.Person.Run;
import dev.bluebell.testing.RealRelay;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Uploads of somebody who names no server. */
class UploadToListTest extends ServedTest {

    private final RealRelay relay = RealRelay.start();
    private final String at = relay.url().toString();

    @AfterEach
    void stopRelay() {
        relay.close();
    }

    private void publish() {
        assertThat(person.run("servers", "publish", "--server", second, "--server", first, "--relay", at)
                        .exitCode())
                .isZero();
    }

    @Test
    void goToTheServersOfThePublishedList() {
        publish();

        Run run = person.with("BLUEBELL_RELAYS", at).run("upload", "hello.txt");

        assertThat(run.lines())
                .containsExactly(
                        "stored  hello.txt  %s/%s.txt".formatted(second, HELLO),
                        "stored  hello.txt  %s/%s.txt".formatted(first, HELLO));
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void mayNameTheRelayInstead() {
        publish();

        assertThat(person.run("upload", "hello.txt", "--relay", at, "--mirror").lines())
                .hasSize(2);
    }

    @Test
    void goToTheConfiguredServersFirst() {
        publish();

        Run run = person.with("BLUEBELL_RELAYS", at)
                .with("BLUEBELL_SERVERS", first)
                .run("upload", "hello.txt");

        assertThat(run.lines()).singleElement().asString().contains(first);
    }

    @Test
    void sayWhatToDoIfThereIsNoList() {
        Run run = person.run("upload", "hello.txt", "--relay", at);

        assertThat(run.errors())
                .contains("no server list of " + Person.NPUB, "--server URL", "bluebell servers publish")
                .hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void sayWhatToDoIfThereAreNoRelaysEither() {
        Run run = person.run("upload", "hello.txt");

        assertThat(run.errors())
                .contains("--server URL", "BLUEBELL_SERVERS", "BLUEBELL_RELAYS")
                .hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(1);
    }
}
