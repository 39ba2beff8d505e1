package dev.bluebell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.blossom.BlobDescriptor;
import dev.bluebell.cli.Person.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class UploadCommandTest extends ServedTest {

    @Test
    void storesAFileOnEveryServerThatIsNamed() {
        Run run = person.run("upload", "hello.txt", "--server", first, "--server", second);

        assertThat(run.lines())
                .containsExactly(
                        "stored  hello.txt  %s/%s.txt".formatted(first, HELLO),
                        "stored  hello.txt  %s/%s.txt".formatted(second, HELLO));
        assertThat(run.exitCode()).isZero();
        assertThat(run.errors()).isEmpty();
    }

    @Test
    void saysWhichServerHadItBefore() {
        person.run("upload", "hello.txt", "--server", second);

        Run run = person.run("upload", "hello.txt", "--server", first, "--server", second);

        assertThat(run.lines()).map(line -> line.substring(0, 6)).containsExactly("stored", "known ");
    }

    @Test
    void printsADescriptorALineWithJson() {
        Run run = person.run("upload", "hello.txt", "--server", first, "--server", second, "--json");

        List<BlobDescriptor> descriptors =
                run.lines().stream().map(BlobDescriptor::parse).toList();
        assertThat(descriptors).hasSize(2).allSatisfy(descriptor -> {
            assertThat(descriptor.hash().hex()).isEqualTo(HELLO);
            assertThat(descriptor.sizeBytes()).isEqualTo(5);
        });
    }

    @Test
    void goesOnAfterAServerThatFailsAndEndsWithOne() {
        String nobody = "http://127.0.0.1:1";

        Run run = person.run("upload", "hello.txt", "--server", nobody, "--server", first);

        assertThat(run.lines()).singleElement().asString().startsWith("stored");
        assertThat(run.errors())
                .startsWith("bluebell: hello.txt: " + nobody)
                .contains("connection refused; is the server running?")
                .hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void namesTheServerThatFailedWithJson() {
        String nobody = "http://127.0.0.1:1";

        Run run = person.run("upload", "hello.txt", "--server", nobody, "--json");

        assertThat(run.text()).startsWith("{\"server\":\"%s\",\"error\":\"hello.txt: ".formatted(nobody));
        assertThat(run.errors()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void takesAllFilesOfAFolder() {
        person.file("album/a.txt", "a");
        person.file("album/deep/b.txt", "b");

        Run run = person.run("upload", "album", "--server", first);

        assertThat(run.lines())
                .map(line -> line.replaceAll(" +http.*", ""))
                .containsExactly("stored  album/a.txt", "stored  album/deep/b.txt");
    }

    @Test
    void leavesOutWhatIsHiddenOrLinkedInAFolder() throws IOException {
        person.file("album/a.txt", "a");
        person.file("album/.hidden", "b");
        person.file("album/.git/config", "c");
        Files.createSymbolicLink(
                person.home().resolve("album/link.txt"), person.home().resolve("hello.txt"));

        Run run = person.run("upload", "album", "--server", first);

        assertThat(run.lines()).singleElement().asString().contains("album/a.txt");
        assertThat(run.errors()).contains("skipped 3 ").hasLineCount(1);
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void takesAHiddenFileThatIsNamed() {
        person.file(".hidden", "b");

        assertThat(person.run("upload", ".hidden", "--server", first).lines()).hasSize(1);
    }

    @Test
    void takesAFileThatLooksLikeAnOption() {
        person.file("-dash.txt", "dash");

        Run run = person.run("upload", "--server", first, "--", "-dash.txt");

        assertThat(run.lines()).singleElement().asString().startsWith("stored  -dash.txt");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void spellsOutControlCharactersOfAName() {
        person.file("odd\u001b[31m.txt", "odd");

        assertThat(person.run("upload", "odd\u001b[31m.txt", "--server", first).text())
                .contains("odd\\u001b[31m.txt");
    }

    @Test
    void sendsToOneServerAndHasTheOthersMirrorIt() {
        Run run = person.run("upload", "hello.txt", "--mirror", "--server", first, "--server", second);

        assertThat(run.lines()).hasSize(2).allMatch(line -> line.startsWith("stored"));
        assertThat(person.run("head", HELLO, "--server", second).exitCode()).isZero();
    }

    @Test
    void sendsToAServerThatWillNotMirror() {
        Run run = person.run("upload", "hello.txt", "--mirror", "--server", first, "--server", guardedServer());

        assertThat(run.lines()).hasSize(2).allMatch(line -> line.startsWith("stored"));
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void takesTheTypeThatIsSaid() {
        Run run = person.run("upload", "hello.txt", "--type", "text/markdown", "--server", first, "--json");

        assertThat(BlobDescriptor.parse(run.text()).type()).isEqualTo("text/markdown");
    }

    @Test
    void usesTheServersOfTheEnvironmentWhereNoneIsNamed() {
        person.with("BLUEBELL_SERVERS", first + ", " + second);

        assertThat(person.run("upload", "hello.txt").lines()).hasSize(2);
    }

    @Test
    void asksForAServerWhereThereIsNone() {
        Run run = person.run("upload", "hello.txt");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors())
                .contains("--server")
                .contains("BLUEBELL_SERVERS")
                .hasLineCount(1);
    }

    @Test
    void saysWhichFileIsNotThereAndSendsNothing() {
        Run run = person.run("upload", "hello.txt", "gone.txt", "--server", first);

        assertThat(run.errors()).isEqualTo("bluebell: there is no gone.txt\n");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.text()).isEmpty();
    }

    @Test
    void needsAKey() {
        person.with(Identity.VARIABLE, "");

        Run run = person.run("upload", "hello.txt", "--server", first);

        assertThat(run.errors())
                .contains("BLUEBELL_NSEC")
                .contains("bluebell key new")
                .hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(1);
    }
}
