package dev.bluebell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.blossom.client.ServerLists;
import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.Filter;
import dev.bluebell.nostr.KeySigner;
import dev.bluebell.nostr.Note;
import dev.bluebell.nostr.SecretKey;
import dev.bluebell.nostr.Signer;
import dev.bluebell.nostr.relay.RelayAddress;
import dev.bluebell.nostr.relay.RelayPool;
import dev.bluebell.nostr.relay.Verdict;
import dev.bluebell.server.BlossomServer;
import dev.bluebell.server.ServerSettings;
import dev.bluebell.testing.RealRelay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds what the README says about python-blossom to it. */
class FromPythonTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern GUIDE = Pattern.compile("(?s)\n## From python-blossom\n(.*?)\n## ");
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `.*\\|$");
    private static final Pattern TESTED_ROW = Pattern.compile("(?m)^\\| `(\\w+).*\\| `(\\w+)\\.(\\w+)` \\|$");

    private final Signer signer = new KeySigner(SecretKey.generate(new SecureRandom()), new SecureRandom());

    @TempDir
    Path folder;

    private static String guide() throws IOException {
        return GUIDE.matcher(Files.readString(ROOT.resolve("README.md")))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    @Test
    void showsJavaThatCompiles() throws IOException {
        String example =
                JAVA_BLOCK.matcher(guide()).results().findFirst().orElseThrow().group(1);

        assertThat(plain(Files.readString(Path.of("src/test/java/dev/bluebell/e2e/FromPythonExample.java"))))
                .contains(plain(example));
    }

    @Test
    void namesATestInEveryRow() throws IOException {
        List<MatchResult> rows = TESTED_ROW.matcher(guide()).results().toList();

        assertThat(rows).hasSize((int) ROW.matcher(guide()).results().count());
        assertThat(rows).hasSizeGreaterThan(26 + 13).allSatisfy(row -> {
            String test = sourceOf(row.group(2));
            assertThat(test).contains("void " + row.group(3) + "(");
            if (row.group(3).equals("isToldByTheStatus") && !row.group(1).equals("get_error_from_status")) {
                assertThat(test).contains("\"" + row.group(1) + ", ");
            }
        });
    }

    @Test
    void publishesTheListStoresThePictureTwiceAndPostsANoteThatNamesBothCopies() throws IOException {
        Path picture = Files.writeString(folder.resolve("picture.txt"), "not quite a picture");
        try (RealRelay relay = RealRelay.start();
                BlossomServer one = server("one");
                BlossomServer two = server("two")) {
            List<URI> servers = List.of(one.url(), two.url());
            RelayAddress address = new RelayAddress(relay.url());

            FromPythonExample.Posted posted = FromPythonExample.post(signer, servers, List.of(address), picture);

            assertThat(posted.list().eventId()).isPresent();
            assertThat(posted.copies().complete()).isTrue();
            assertThat(posted.note())
                    .allSatisfy(said -> assertThat(said.verdict()).isInstanceOf(Verdict.Accepted.class));
            assertThat(note(address).firstTag("imeta"))
                    .contains("url " + posted.copies().urls().getFirst());
            assertThat(note(address).tags().getFirst())
                    .contains("fallback " + posted.copies().urls().get(1), "alt Bluebells in a wood");
            try (RelayPool pool = RelayPool.builder().build()) {
                assertThat(new ServerLists(pool, List.of(address), InstantSource.system())
                                .fetch(signer)
                                .list())
                        .hasValueSatisfying(list -> assertThat(list.servers()).isEqualTo(servers));
            }
        }
    }

    private Event note(RelayAddress relay) {
        Filter mine = Filter.builder()
                .authors(List.of(signer.publicKey()))
                .kinds(Note.KIND)
                .build();
        try (RelayPool pool = RelayPool.builder().build()) {
            return pool.fetch(List.of(mine), List.of(relay), Duration.ofSeconds(30))
                    .events()
                    .getFirst();
        }
    }

    private BlossomServer server(String name) {
        return BlossomServer.start(
                ServerSettings.builder(folder.resolve(name)).port(0).build());
    }

    private static String plain(String java) {
        return java.replaceAll("\\s+", "");
    }

    private static String sourceOf(String test) {
        for (String module : List.of("blossom", "nostr")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
                Optional<Path> file =
                        files.filter(one -> one.endsWith(test + ".java")).findFirst();
                if (file.isPresent()) {
                    return Files.readString(file.get());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new AssertionError("there is no test " + test);
    }
}
