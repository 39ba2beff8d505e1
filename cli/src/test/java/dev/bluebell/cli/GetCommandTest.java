package dev.bluebell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.cli.Person.Run;
import dev.bluebell.testing.MemoryBlossom;
import dev.bluebell.testing.RawHttp;
import dev.bluebell.testing.RawRequest;
import dev.bluebell.testing.RealRelay;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GetCommandTest extends ServedTest {

    @BeforeEach
    void upload() {
        assertThat(person.run("upload", "hello.txt", "--server", second).exitCode())
                .isZero();
    }

    @Test
    void namesTheFileAfterHashAndType() {
        Run run = person.run("get", HELLO, "--server", second);

        Path file = person.home().resolve(HELLO + ".txt");
        assertThat(file).hasContent("hello");
        assertThat(run.text()).isEqualTo(file + "\n");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void asksTheNextServerIfOneHasNotGotIt() {
        Run run = person.run("get", HELLO, "--server", first, "--server", second, "-o", "there");

        assertThat(run.exitCode()).isZero();
        assertThat(person.home().resolve("there")).hasContent("hello");
    }

    @Test
    void asksTheServerOfAUrl() {
        Run run = person.run("get", "%s/%s.txt".formatted(second, HELLO), "-o", "there");

        assertThat(run.exitCode()).isZero();
    }

    @Test
    void followsTheHintsOfABlossomUri() {
        Run run = person.run("get", "blossom:%s.txt?xs=%s&sz=5".formatted(HELLO, second), "-o", "there");

        assertThat(run.errors()).isEmpty();
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void refusesABlobThatIsLongerThanItsUriSays() {
        Run run = person.run("get", "blossom:%s.txt?xs=%s&sz=4".formatted(HELLO, second), "-o", "there");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(person.home().resolve("there")).doesNotExist();
    }

    @Test
    void writesToStandardOutput() {
        Run run = person.run("get", HELLO, "--server", second, "-o", "-");

        assertThat(run.text()).isEqualTo("hello");
        assertThat(run.errors()).isEmpty();
    }

    @Test
    void saysWhatItGotWithJson() {
        Run run = person.run("get", HELLO, "--server", second, "--json");

        assertThat(run.text())
                .isEqualTo("{\"file\":\"%s\",\"url\":\"%s/%s\",\"sha256\":\"%s\",\"size\":5,\"type\":\"text/plain\"}\n"
                        .formatted(person.home().resolve(HELLO + ".txt"), second, HELLO, HELLO));
    }

    @Test
    void replacesAFileThatIsNamed() {
        person.file("there", "something else");

        person.run("get", HELLO, "--server", second, "-o", "there");

        assertThat(person.home().resolve("there")).hasContent("hello");
    }

    @Test
    void callsABlobByItsHashInAFolderThatIsNamed() throws IOException {
        Run run = person.run("get", HELLO, "--server", second, "-o", "./.");

        assertThat(run.text())
                .isEqualTo("%s\n".formatted(person.home().toRealPath().resolve(HELLO + ".txt")));
    }

    @Test
    void replacesNoFileThatIsNotNamed() {
        person.file(HELLO + ".txt", "something else");

        Run run = person.run("get", HELLO, "--server", second);

        assertThat(person.home().resolve(HELLO + ".txt")).hasContent("something else");
        assertThat(run.errors()).contains("exists already").contains("-o").hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void refusesABlobThatIsShorterThanItsUriSays() {
        person.file("there", "something else");

        Run run = person.run("get", "blossom:%s.txt?xs=%s&sz=6".formatted(HELLO, second), "-o", "there");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors())
                .contains(second, "5 bytes", "there should be 6")
                .hasLineCount(1);
        assertThat(person.home().resolve("there")).hasContent("something else");
    }

    @Test
    void looksInTheListsOfTheAuthorsAtTheRelays() {
        try (RealRelay relay = RealRelay.start()) {
            String at = relay.url().toString();
            person.run("servers", "publish", "--server", first, "--server", second, "--relay", at);
            Person other = new Person(folder.resolve("other")).with("BLUEBELL_RELAYS", at);
            other.file("readme", "");

            Run run = other.run("get", "blossom:%s.txt?as=%s&sz=5".formatted(HELLO, Person.PUBKEY), "-o", "there");

            assertThat(run.errors()).isEmpty();
            assertThat(run.exitCode()).isZero();
            assertThat(other.home().resolve("there")).hasContent("hello");
        }
    }

    @Test
    void saysThatAuthorsCannotBeLookedUpWithoutARelay() {
        Run run = person.run("get", "blossom:%s.txt?as=%s".formatted(HELLO, Person.PUBKEY));

        assertThat(run.errors())
                .contains(Person.NPUB, "--relay", "BLUEBELL_RELAYS")
                .hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void asksTheConfiguredServersAfterTheHints() {
        person.with("BLUEBELL_SERVERS", second);

        Run run = person.run("get", "blossom:%s.txt?xs=%s".formatted(HELLO, first), "-o", "there", "--json");

        assertThat(run.text()).contains("\"url\":\"" + second);
        assertThat(run.errors()).isEmpty();
    }

    @Test
    void asksTheCacheOfThisMachineLast() {
        try (Serving cache = new Serving(person, "cache", "--port", "0", "--allow-private-origins")) {
            person.with("BLUEBELL_CACHE_PORT", "" + URI.create(cache.url()).getPort());
            Run cold = person.run("get", HELLO, "--server", first, "-o", "there");
            RawHttp.ask(URI.create(cache.url()), RawRequest.of("GET", "/" + HELLO + "?xs=" + second));
            Run warm = person.run("get", HELLO, "--server", first, "-o", "there", "--json");
            Run alone = person.run("get", HELLO, "-o", "here");

            assertThat(cold.errors()).contains(first, "404").doesNotContain(cache.url());
            assertThat(warm.text()).contains("\"url\":\"" + cache.url());
            assertThat(alone.exitCode()).isZero();
            assertThat(person.home().resolve("here")).hasContent("hello");
        }
    }

    @Test
    void asksForAServerWhereThereIsNone() {
        Run run = person.with("BLUEBELL_CACHE_PORT", "0").run("get", HELLO);

        assertThat(run.errors()).contains("--server URL").hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"there", "-"})
    void tellsAWrongBlobOnTheWayAndAsksTheNextServer(String output) throws IOException {
        try (MemoryBlossom liar = MemoryBlossom.start()) {
            liar.keep(HELLO, new byte[] {1, 2, 3}, "text/plain");

            Run run = person.run("get", HELLO, "--server", "" + liar.url(), "--server", second, "-o", output);

            assertThat(run.exitCode()).isZero();
            assertThat(run.errors())
                    .startsWith("bluebell: " + liar.url())
                    .contains("instead of " + HELLO)
                    .hasLineCount(1);
            String content = output.equals("-")
                    ? run.text()
                    : Files.readString(person.home().resolve(output));
            assertThat(content).isEqualTo("hello");
        }
    }

    @Test
    void refusesTwoThingsOnStandardOutput() {
        Run run = person.run("get", HELLO, "--server", second, "-o", "-", "--json");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.text()).isEmpty();
        assertThat(run.errors()).contains("--json and -o - cannot be combined").hasLineCount(1);
    }

    @Test
    void namesThePlaceThatCannotBeWritten() {
        Run nowhere = person.run("get", HELLO, "--server", second, "-o", "/nodir/x");
        Run full = person.run("get", HELLO, "--server", second, "-o", "/proc/x");

        assertThat(nowhere.errors())
                .isEqualTo("bluebell: /nodir/x cannot be written: there is no folder /nodir; make it first\n");
        assertThat(full.errors()).contains("/proc/x cannot be written").hasLineCount(1);
        assertThat(full.exitCode()).isEqualTo(1);
    }

    @Test
    void leavesADeviceWhereItIs() {
        Run run = person.run("get", HELLO, "--server", second, "-o", "/dev/null");

        assertThat(run.text()).isEqualTo("/dev/null\n");
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }

    @Test
    void saysWhatEveryServerSaidIfNoneHasIt() throws IOException {
        Run run = person.run("get", NOTHING, "--server", first, "--server", second);

        assertThat(run.errors())
                .contains(first)
                .contains(second)
                .contains("404")
                .hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(1);
        try (Stream<Path> files = Files.list(person.home())) {
            assertThat(files).map(Path::getFileName).map(Path::toString).containsExactly("hello.txt");
        }
    }
}
