package dev.bluebell.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.testing.FakeOrigin;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** BUD-04: blobs that do not fit into any buffer, from origins that hang up as soon as they have sent them. */
class MirrorLargeTest {

    @TempDir
    private static Path folder;

    @AutoClose
    private static TestServer server;

    @AutoClose
    private static FakeOrigin origin;

    @BeforeAll
    static void start() {
        origin = FakeOrigin.start();
        server = TestServer.start(folder, settings -> settings.privateOrigins(true));
    }

    static Stream<Named<Function<byte[], FakeOrigin.Behaviour>>> ways() {
        return Stream.of(
                Named.of("with its length", bytes -> FakeOrigin.body("application/x-thing", bytes)),
                Named.of("in one chunk", bytes -> FakeOrigin.chunked("application/x-thing", bytes)),
                Named.of("until the end of the connection", FakeOrigin::bare));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void comeWhole(Function<byte[], FakeOrigin.Behaviour> way) {
        for (int i = 0; i < 5; i++) {
            Blob blob = Blob.fresh(3_000_000);
            String url = origin.at(blob.path(), way.apply(blob.bytes())).toString();

            Answers.assertThat(server.ask(server.mirror(url, blob.hash()))).hasStatus(201);
            assertThat(server.fileOf(blob)).hasBinaryContent(blob.bytes());
        }
    }
}
