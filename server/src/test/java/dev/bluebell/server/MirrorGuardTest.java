package dev.bluebell.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.testing.FakeOrigin;
import dev.bluebell.testing.RawAnswer;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server with default settings reaches nothing of its own machine or network, however the address is written. */
class MirrorGuardTest {

    @TempDir
    private static Path folder;

    @AutoClose
    private static TestServer server;

    @AutoClose
    private static FakeOrigin origin;

    @BeforeAll
    static void start() {
        server = TestServer.start(folder);
        origin = FakeOrigin.start();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:PORT/secret",
                "http://127.8.8.8:PORT/secret",
                "http://localhost:PORT/secret",
                "http://LOCALHOST.:PORT/secret",
                "http://[::1]:PORT/secret",
                "http://[::ffff:127.0.0.1]:PORT/secret",
                "http://[::ffff:7f00:1]:PORT/secret",
                "http://[0:0:0:0:0:0:0:1]:PORT/secret",
                "http://[64:ff9b::7f00:1]:PORT/secret",
                "http://0.0.0.0:PORT/secret",
                "http://0:PORT/secret",
                "http://2130706433:PORT/secret",
                "http://0x7f000001:PORT/secret",
                "http://0x7f.0.0.1:PORT/secret",
                "http://127.1:PORT/secret",
                "http://127.0.0.1.:PORT/secret",
                "http://media.example@127.0.0.1:PORT/secret",
                "http://169.254.169.254/latest/meta-data/",
                "http://10.0.0.1/",
                "http://192.168.0.1/",
                "http://172.16.0.1/"
            })
    void isNotTurnedAgainstItsOwnNetwork(String url) {
        Blob blob = Blob.fresh(10);
        origin.at("/secret", FakeOrigin.body("text/plain", blob.bytes()));

        RawAnswer answer = server.ask(server.mirror(url.replace("PORT", Integer.toString(origin.port())), blob.hash()));

        Answers.assertThat(answer);
        // Some spellings are no URL, some no name: what counts is that nobody was asked.
        assertThat(answer.status()).as(answer.toString()).isIn(400, 403, 502);
        assertThat(origin.requests("/secret")).isEmpty();
    }

    @Test
    void aNameWithOnePrivateAddressIsRefusedAsAWhole(@TempDir Path other) {
        List<String> addresses = List.of("93.184.215.14", "127.0.0.1");
        try (TestServer fooled = TestServer.start(
                other,
                settings -> settings,
                host -> List.of(InetAddress.getByName(addresses.get(0)), InetAddress.getByName(addresses.get(1))))) {
            Answers.assertThat(fooled.ask(fooled.mirror(
                            "http://media.example:" + origin.port() + "/",
                            Blob.fresh(1).hash())))
                    .isRefusal(403, "media.example");
        }
    }
}
