package dev.bluebell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.cli.Person.Run;
import dev.bluebell.testing.MemoryBlossom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SyncCommandTest extends ServedTest {

    private String third;

    @BeforeEach
    void threeBlobsOfWhichOneIsOnTheSecondServer() {
        third = guardedServer();
        person.file("album/a.txt", "a");
        person.file("album/b.txt", "bb");
        assertThat(person.run("upload", "hello.txt", "album", "--server", first).exitCode())
                .isZero();
        assertThat(person.run("upload", "hello.txt", "--server", second).exitCode())
                .isZero();
    }

    private Run sync(String... more) {
        String[] arguments = new String[7 + more.length];
        System.arraycopy(new String[] {"sync", "--from", first, "--to", second, "--to", third}, 0, arguments, 0, 7);
        System.arraycopy(more, 0, arguments, 7, more.length);
        return person.run(arguments);
    }

    private long count(String server) {
        return person.run("list", "--server", server).lines().size();
    }

    @Test
    void bringsEachServerWhatItLacks() {
        Run run = sync();

        assertThat(run.errors()).isEmpty();
        assertThat(run.lines().stream().map(line -> line.replaceAll(" +", " ")))
                .containsExactly("server had copied failed bytes", second + " 1 2 0 3", third + " 0 3 0 8");
        assertThat(run.exitCode()).isZero();
        assertThat(count(second)).isEqualTo(3);
        assertThat(count(third)).isEqualTo(3);
    }

    @Test
    void doesNothingTheSecondTime() {
        sync();

        Run run = sync("--json");

        assertThat(run.lines())
                .containsExactly(
                        "{\"server\":\"%s\",\"had\":3,\"copied\":0,\"failed\":0,\"bytes\":0}".formatted(second),
                        "{\"server\":\"%s\",\"had\":3,\"copied\":0,\"failed\":0,\"bytes\":0}".formatted(third));
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void onlyShowsWhatIsMissingInADryRun() {
        Run run = sync("--dry-run");
        Run json = sync("--dry-run", "--json");

        assertThat(run.lines().stream().map(line -> line.replaceAll(" +", " ")))
                .containsExactly("server had missing bytes", second + " 1 2 3", third + " 0 3 8");
        assertThat(json.lines().getFirst())
                .isEqualTo("{\"server\":\"%s\",\"had\":1,\"missing\":2,\"bytes\":3}".formatted(second));
        assertThat(run.exitCode()).isZero();
        assertThat(count(third)).isZero();
    }

    @Test
    void goesOnAfterABlobThatCannotBeCopied() {
        try (MemoryBlossom picky = MemoryBlossom.start()) {
            picky.rule(request -> request.method().equals("PUT") ? 403 : MemoryBlossom.PASS);

            Run run = person.run("sync", "--from", first, "--to", "" + picky.url(), "--to", second);
            Run json = person.run("sync", "--from", first, "--to", "" + picky.url(), "--json");

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.errors()).contains(HELLO + ": " + picky.url(), "403").hasLineCount(3);
            assertThat(run.lines().getLast()).startsWith(second).endsWith("3");
            assertThat(json.lines())
                    .hasSize(4)
                    .last()
                    .isEqualTo("{\"server\":\"%s\",\"had\":0,\"copied\":0,\"failed\":3,\"bytes\":0}"
                            .formatted(picky.url()));
            assertThat(json.text()).contains("\"sha256\":\"" + HELLO);
            assertThat(json.errors()).isEmpty();
            assertThat(json.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void leavesOutAServerThatCannotBeAsked() {
        String nobody = "http://127.0.0.1:1";

        Run run = person.run("sync", "--from", first, "--to", nobody, "--to", second);
        Run json = person.run("sync", "--from", first, "--to", nobody, "--json");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).contains("nothing is copied to " + nobody).hasLineCount(1);
        assertThat(count(second)).isEqualTo(3);
        assertThat(json.lines())
                .singleElement()
                .asString()
                .startsWith("{\"server\":\"%s\",\"error\":".formatted(nobody));
        assertThat(json.exitCode()).isEqualTo(1);
    }

    @Test
    void saysThatTheSourceCannotBeAsked() {
        Run run = person.run("sync", "--from", "http://127.0.0.1:1", "--to", second);

        assertThat(run.errors()).contains("connection refused").hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void refusesToCopyFromAServerToItself() {
        Run run = person.run("sync", "--from", first, "--to", first);

        assertThat(run.errors()).contains(first).hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(2);
    }
}
