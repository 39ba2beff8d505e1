package dev.bluebell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.blossom.BlobDescriptor;
import dev.bluebell.blossom.client.LocalBlob;
import dev.bluebell.cli.Person.Run;
import dev.bluebell.testing.MemoryBlossom;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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

        assertThat(run.text())
                .startsWith("{\"server\":\"%s\",\"error\":\"%s".formatted(nobody, nobody))
                .endsWith("\"path\":\"hello.txt\"}\n");
        assertThat(run.errors()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void takesAllFilesOfAFolder() {
        person.file("album/a.txt", "a");
        person.file("album/deep/b.txt", "b");

        Run run = person.run("upload", "album", "--server", first);

        assertThat(run.lines()).containsExactly(manifest("album/a.txt", "a"), manifest("album/deep/b.txt", "b"));
        assertThat(run.exitCode()).isZero();
    }

    private String manifest(String path, String content) {
        String hash = hash(content);
        return "%s  %s  1  text/plain  %s/%s.txt".formatted(path, hash, first, hash);
    }

    private static String hash(String content) {
        return LocalBlob.of(() -> new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), "text/plain")
                .hash()
                .hex();
    }

    @Test
    void printsAManifestOfAFolderWithJsonToo() {
        person.file("album/a.txt", "a");
        person.file("album/deep/b.txt", "b");
        String nobody = "http://127.0.0.1:1";

        Run run = person.run("upload", "album", "--server", first, "--server", nobody, "--json");

        List<JsonNode> lines =
                run.lines().stream().map(JsonMapper.shared()::readTree).toList();
        assertThat(lines)
                .map(line -> line.path("path").asString())
                .containsExactly("album/a.txt", "album/a.txt", "album/deep/b.txt", "album/deep/b.txt");
        assertThat(BlobDescriptor.parse(run.lines().getFirst()).hash().hex()).isEqualTo(hash("a"));
        assertThat(lines.get(1).path("server").asString()).isEqualTo(nobody);
        assertThat(lines.get(1).path("error").asString()).contains("connection refused");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).isEmpty();
    }

    @Test
    void keepsTheOrderOfManyFiles() {
        List<String> names = IntStream.range(10, 40)
                .mapToObj(i -> "album/%d.txt".formatted(i))
                .toList();
        names.forEach(name -> person.file(name, name));

        Run run = person.run("upload", "album", "--server", first, "--server", second);

        assertThat(run.lines())
                .map(line -> line.substring(0, line.indexOf(' ')))
                .containsExactlyElementsOf(
                        names.stream().flatMap(name -> Stream.of(name, name)).toList());
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void isNotCaughtInALoopOfLinks() throws IOException {
        person.file("album/a.txt", "a");
        Files.createSymbolicLink(
                person.home().resolve("album/again"), person.home().resolve("album"));
        Files.createSymbolicLink(person.home().resolve("loop"), Path.of("loop"));

        Run folder = person.run("upload", "album", "--server", first);
        Run loop = person.run("upload", "loop", "--server", first);

        assertThat(folder.lines()).containsExactly(manifest("album/a.txt", "a"));
        assertThat(loop.errors())
                .startsWith("bluebell: loop: ")
                .containsIgnoringCase("symbolic links")
                .hasLineCount(1);
        assertThat(loop.exitCode()).isEqualTo(1);
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
    void saysWhatIsWrongWithAFileThatCannotBeUploaded() throws IOException {
        Files.createSymbolicLink(person.home().resolve("dangling"), Path.of("gone"));

        assertRefused("/dev/null", "/dev/null is no plain file");
        assertRefused("dangling", "there is no dangling: it is a link to what is not there");
        assertRefused("bild\ufffd.jpg", "not UTF-8");
        assertRefused("hello.txt/inside", "there is no hello.txt/inside", "hello.txt/inside: Not a directory");
    }

    private void assertRefused(String file, String... anyOf) {
        Run run = person.run("upload", file, "--server", first);

        assertThat(run.errors()).hasLineCount(1).contains(file);
        assertThat(List.of(anyOf)).anySatisfy(words -> assertThat(run.errors()).contains(words));
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void goesOnAfterAFileThatCannotBeRead() {
        String unreadable = "/proc/self/mem";

        Run run = person.run("upload", unreadable, "hello.txt", "--server", first, "--server", second);
        Run json = person.run("upload", unreadable, "hello.txt", "--server", first, "--server", second, "--json");

        assertThat(run.errors()).contains(unreadable + " cannot be read").hasLineCount(1);
        assertThat(run.lines()).hasSize(2);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(json.lines()).hasSize(4);
        assertThat(json.errors()).isEmpty();
    }

    @Test
    void sendsSeveralFilesToSeveralServersAtOnce() {
        CyclicBarrier all = new CyclicBarrier(4);
        person.file("bye.txt", "bye");
        try (MemoryBlossom one = MemoryBlossom.start();
                MemoryBlossom two = MemoryBlossom.start()) {
            one.rule(request -> await(all));
            two.rule(request -> await(all));

            Run run = person.run(
                    "upload", "hello.txt", "bye.txt", "--server", "" + one.url(), "--server", "" + two.url());

            assertThat(run.errors()).isEmpty();
            assertThat(run.lines())
                    .map(line -> line.replaceAll("^stored +| +http.*", ""))
                    .containsExactly("hello.txt", "hello.txt", "bye.txt", "bye.txt");
        }
    }

    /** Refuses what comes alone. */
    private static int await(CyclicBarrier all) {
        try {
            all.await(30, TimeUnit.SECONDS);
            return MemoryBlossom.PASS;
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            return 403;
        }
    }

    @Test
    void asksWhetherALargeFileMayComeInParts() throws IOException {
        Path film = person.home().resolve("film");
        try (RandomAccessFile large = new RandomAccessFile(film.toFile(), "rw");
                MemoryBlossom server = MemoryBlossom.start()) {
            large.setLength(17L << 20);

            person.run("upload", "film", "--server", server.url().toString(), "--resumable");

            assertThat(server.requests())
                    .extracting(MemoryBlossom.Request::method)
                    .containsExactly("OPTIONS", "PUT");
        }
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
