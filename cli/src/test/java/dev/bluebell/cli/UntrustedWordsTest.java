package dev.bluebell.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.bluebell.cli.Person.Run;
import dev.bluebell.testing.FakeOrigin;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What servers say must neither steer the terminal nor look like something else on it. */
class UntrustedWordsTest {

    /** A colour by C0 and by C1, a turn of direction, something invisible, and a line of its own. */
    private static final String HOSTILE = "\u001b[31m\u009b31m\u202egnp\u200b\u2028";

    private static final String HELLO = ServedTest.HELLO;

    private final FakeOrigin server = FakeOrigin.start();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                arguments("list", ok("Content-Type: application/json", listing())),
                arguments("list --json", ok("Content-Type: application/json", listing())),
                arguments("list", ok("Content-Type: application/json", "[" + HOSTILE)),
                arguments("head " + HELLO, ok("Content-Type: image/png" + HOSTILE, "hello")),
                arguments("head --json " + HELLO, ok("Content-Type: image/png" + HOSTILE, "hello")),
                arguments("get --json " + HELLO, ok("Content-Type: image/png" + HOSTILE, "hello")),
                arguments("get " + HELLO, refused("403 Forbidden", "X-Reason: ")),
                arguments("get " + HELLO, refused("402 Payment Required", "X-Lightning: ")),
                arguments("get " + HELLO, refused("402 Payment Required", "X-Cashu: ")),
                arguments("get " + HELLO, refused("302 Found", "Location: /" + HELLO)),
                arguments("get " + HELLO, refused("200 " + HOSTILE, "X: ")),
                arguments("get " + HELLO, refused("two " + HOSTILE, "X: ")),
                arguments("get " + HELLO, refused("200 OK", "Content-Length: ")),
                arguments("get " + HELLO, refused("200 OK", HOSTILE)),
                arguments("delete " + HELLO, refused("500 Oh", "X-Reason: ")),
                arguments("delete --json " + HELLO, refused("500 Oh", "X-Reason: ")),
                arguments("upload --json readme", refused("500 Oh", "X-Reason: ")),
                arguments("upload readme", ok("Content-Type: application/json", descriptor())));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void areHarmless(String command, FakeOrigin.Behaviour answer) {
        Person person = new Person(folder).known().with("BLUEBELL_SERVERS", "http://127.0.0.1:" + server.port());
        person.file("readme", "hello");
        for (String path : new String[] {"/" + HELLO, "/upload", "/list/" + Person.PUBKEY + "?limit=100"}) {
            server.at(path, answer);
        }

        Run run = person.run(command.split(" "));

        assertThat(run.text() + run.errors()).isNotEmpty();
        assertThat((run.text() + run.errors()).replace("\n", ""))
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
    }

    @Test
    void areTheSameWordsInJsonAllTheSame() {
        server.at("/list/" + Person.PUBKEY + "?limit=1", ok("Content-Type: application/json", listing()));

        Run run = new Person(folder)
                .known()
                .run("list", "--json", "--limit", "1", "--server", "http://127.0.0.1:" + server.port());

        assertThat(JsonMapper.shared().readTree(run.text()).at("/nip94/0/1").stringValue())
                .isEqualTo(HOSTILE);
    }

    private static String listing() {
        return "[" + descriptor() + "]";
    }

    private static String descriptor() {
        ObjectNode descriptor = JsonMapper.shared()
                .createObjectNode()
                .put("url", "http://127.0.0.1/\u202egnp\u200b/" + HELLO)
                .put("sha256", HELLO)
                .put("size", 5)
                .put("type", "image/png" + HOSTILE)
                .put("uploaded", 1);
        descriptor.putArray("nip94").addArray().add("alt").add(HOSTILE);
        return descriptor.toString();
    }

    private static FakeOrigin.Behaviour ok(String header, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return FakeOrigin.raw(latin1("HTTP/1.1 200 OK\r\n%s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                .formatted(header, bytes.length, body)));
    }

    private static FakeOrigin.Behaviour refused(String status, String header) {
        return FakeOrigin.raw(latin1("HTTP/1.1 %s\r\n%s%s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                .formatted(status, header, HOSTILE)));
    }

    /** So that UTF-8 goes over the wire. */
    private static String latin1(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
