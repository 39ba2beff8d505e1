package dev.bluebell.blossom.client;

import static dev.bluebell.blossom.client.Blobs.HELLO;
import static dev.bluebell.blossom.client.Blobs.HELLO_HASH;
import static dev.bluebell.blossom.client.Blobs.OTHER_HASH;
import static dev.bluebell.blossom.client.Blobs.SIGNER;
import static dev.bluebell.blossom.client.Blobs.granted;
import static dev.bluebell.blossom.client.Blobs.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.Refusal;
import dev.bluebell.blossom.Verb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void chooseAName() {
        file = folder.resolve("hello.json");
    }

    @Test
    void writesTheVeryBytesIntoAFile() throws IOException {
        try (FakeServer server = answering(200, HELLO, "Content-Type: application/json");
                BlossomClient client = client(server)) {
            Fetched fetched = get(client).orThrow();

            URI url = server.uri().resolve("/" + HELLO_HASH);
            assertThat(fetched).isEqualTo(new Fetched(HELLO_HASH, 18, "application/json", url));
            assertThat(file).hasBinaryContent(HELLO);
            assertThat(folder).isDirectoryNotContaining("glob:**.part");
            assertThat(server.only().header("Authorization")).isEmpty();
        }
    }

    @Test
    void writesTheVeryBytesIntoAStream() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<Long> progress = new CopyOnWriteArrayList<>();
        try (FakeServer server = answering(200, HELLO);
                BlossomClient client = client(server)) {
            Fetched fetched = client.get(
                            HELLO_HASH,
                            out,
                            ReadOptions.defaults().withExtension("json").withProgress(progress::add))
                    .orThrow();

            assertThat(out.toByteArray()).isEqualTo(HELLO);
            assertThat(fetched.type()).isEqualTo("application/octet-stream");
            assertThat(progress).endsWith(18L);
            assertThat(server.only().path()).isEqualTo("/" + HELLO_HASH + ".json");
        }
    }

    @Test
    void replacesAnOlderFile() throws IOException {
        Files.writeString(file, "older");
        try (FakeServer server = answering(200, HELLO);
                BlossomClient client = client(server)) {
            get(client).orThrow();

            assertThat(file).hasBinaryContent(HELLO);
        }
    }

    @Test
    void leavesEverythingAsItWasIfTheHashIsWrong() throws IOException {
        Files.writeString(file, "older");
        try (FakeServer server = answering(200, "{\"hello\": \"there\"}".getBytes(StandardCharsets.UTF_8));
                BlossomClient client = client(server)) {
            assertThatExceptionOfType(BlossomException.WrongBlob.class)
                    .isThrownBy(() -> get(client))
                    .satisfies(e -> assertThat(e.expected()).isEqualTo(HELLO_HASH));

            assertThat(file).hasContent("older");
            assertThat(folder).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**.part");
        }
    }

    @Test
    void makesNoFileOfARefusal() throws IOException {
        try (FakeServer server = answering(404, new byte[0], "X-Reason: gone");
                BlossomClient client = client(server)) {
            assertThat(get(client)).isEqualTo(refused(server, new Refusal.NotFound("gone")));
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void noticesABodyThatBreaksOff() throws IOException {
        try (FakeServer server =
                        new FakeServer(exchange -> exchange.raw("HTTP/1.1 200 OK\r\nContent-Length: 18\r\n\r\n{"));
                BlossomClient client = client(server)) {
            assertThatExceptionOfType(BlossomException.Unreachable.class)
                    .isThrownBy(() -> get(client))
                    .withMessageContaining("broke off");
            assertThat(file).doesNotExist();
        }
    }

    @Test
    void noticesABodyThatStalls() throws IOException {
        try (FakeServer server = new FakeServer(exchange -> {
                    exchange.raw("HTTP/1.1 200 OK\r\nContent-Length: 18\r\n\r\n{");
                    exchange.hang();
                });
                BlossomClient client = client(server, b -> b.stallLimit(Duration.ofMillis(200)))) {
            assertThatExceptionOfType(BlossomException.Unreachable.class)
                    .isThrownBy(() -> get(client))
                    .withMessageContaining("stalled");
            assertThat(file).doesNotExist();
        }
    }

    @Test
    void noticesAnAnswerThatNeverBegins() throws IOException {
        try (FakeServer server = new FakeServer(FakeServer.Exchange::hang);
                BlossomClient client = client(server, b -> b.timeout(Duration.ofMillis(200)))) {
            assertThatExceptionOfType(BlossomException.Unreachable.class)
                    .isThrownBy(() -> get(client))
                    .withMessageContaining("did not answer in time");
        }
    }

    @Test
    void doesNotCutOffALongDownloadThatMoves() throws IOException {
        try (FakeServer server = new FakeServer(exchange -> {
                    exchange.raw("HTTP/1.1 200 OK\r\nContent-Length: 18\r\n\r\n");
                    for (byte one : HELLO) {
                        exchange.pause(20);
                        exchange.raw(Character.toString(one));
                    }
                });
                BlossomClient client = client(server, b -> b.timeout(Duration.ofMillis(150)))) {
            assertThat(get(client)).isInstanceOf(Answer.Ok.class);
        }
    }

    @Test
    void stopsWhenTheCallerIsInterrupted() throws IOException {
        try (FakeServer server = new FakeServer(exchange -> {
                    exchange.raw("HTTP/1.1 200 OK\r\nContent-Length: 18\r\n\r\n{");
                    exchange.hang();
                });
                BlossomClient client = client(server)) {
            Thread caller = Thread.currentThread();
            OutputStream interrupting = new OutputStream() {
                @Override
                public void write(int b) {
                    caller.interrupt();
                }
            };

            assertThatExceptionOfType(BlossomException.Interrupted.class)
                    .isThrownBy(() -> client.get(HELLO_HASH, interrupting, ReadOptions.defaults()));
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void saysThatTheFileCannotBeWritten() throws IOException {
        try (FakeServer server = answering(200, HELLO);
                BlossomClient client = client(server)) {
            assertThatExceptionOfType(BlossomException.LocalFailure.class)
                    .isThrownBy(() -> client.get(HELLO_HASH, folder.resolve("no/such/file"), ReadOptions.defaults()));
        }
    }

    @Test
    void readsNoMoreThanItMay() throws IOException {
        try (FakeServer announced = answering(200, HELLO);
                FakeServer chunked = new FakeServer(
                        exchange -> exchange.raw(
                                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n12\r\n{\"hello\": \"world\"}\r\n0\r\n\r\n"));
                BlossomClient first = client(announced);
                BlossomClient second = client(chunked)) {
            for (BlossomClient client : List.of(first, second)) {
                assertThatExceptionOfType(BlossomException.TooLong.class)
                        .isThrownBy(() -> client.get(
                                HELLO_HASH, file, ReadOptions.defaults().withMaxBytes(17)))
                        .withMessageContaining("more than 17 bytes");
                assertThat(client.get(HELLO_HASH, file, ReadOptions.defaults().withMaxBytes(18)))
                        .isInstanceOf(Answer.Ok.class);
            }
        }
    }

    @Test
    void readsNoMoreThan16GiBIfNobodyAllowsIt() throws IOException {
        try (FakeServer server = announcing((16L << 30) + 1);
                BlossomClient client = client(server)) {
            assertThatExceptionOfType(BlossomException.TooLong.class)
                    .isThrownBy(() -> client.get(HELLO_HASH, OutputStream.nullOutputStream(), ReadOptions.defaults()))
                    .withMessageContaining("more than 17179869184 bytes");
        }
    }

    @Test
    void beginsNoFileThatThereIsNoRoomFor() throws IOException {
        ReadOptions anyLength = ReadOptions.defaults().withMaxBytes(Long.MAX_VALUE);
        try (FakeServer server = announcing(1L << 58);
                BlossomClient client = client(server)) {
            assertThatExceptionOfType(BlossomException.TooLong.class)
                    .isThrownBy(() -> client.get(HELLO_HASH, file, anyLength))
                    .withMessageContaining("answered with 288230376151711744 bytes, and there is room for");
            assertThat(folder).isEmptyDirectory();
        }
    }

    /** A server that sends one byte of the many that it promised. */
    private static FakeServer announcing(long bytes) throws IOException {
        return new FakeServer(exchange -> {
            exchange.raw("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\nx".formatted(bytes));
            exchange.hang();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"image", "image/png\u009b31m", "image/\u00ad", "image/png; a"})
    void doesNotRepeatATypeThatIsNone(String type) throws IOException {
        try (FakeServer server = answering(200, HELLO, "Content-Type: " + type);
                BlossomClient client = client(server)) {
            assertThat(get(client).orThrow().type()).isEqualTo("application/octet-stream");
            assertThat(client.head(HELLO_HASH, ReadOptions.defaults()).orThrow().type())
                    .isEqualTo("application/octet-stream");
        }
    }

    @Test
    void signsOnlyWhenAsked() throws IOException {
        try (FakeServer server = new FakeServer(exchange ->
                        exchange.send(exchange.header("Authorization").isPresent() ? 200 : 401, HELLO));
                BlossomClient client = client(server);
                BlossomClient anonymous = BlossomClient.builder(server.uri()).build()) {
            assertThat(get(client)).isInstanceOf(Answer.Ok.class);
            assertThat(server.exchanges()).hasSize(2);
            assertThat(server.exchanges().getFirst().header("Authorization")).isEmpty();
            assertThat(verdict(server.exchanges().getLast(), Verb.GET)).isEqualTo(granted(HELLO_HASH));

            assertThat(get(anonymous)).isEqualTo(refused(server, new Refusal.Unauthorized("")));
        }
    }

    @Test
    void leavesItAtTheSecondTokenForWhatItMayNotHave() throws IOException {
        try (FakeServer server = answering(401, new byte[0]);
                BlossomClient client = client(server)) {
            assertThat(get(client)).isEqualTo(refused(server, new Refusal.Unauthorized("")));
            assertThat(server.exchanges()).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void goesWhereTheBlobIsAndLeavesTheTokenBehind(int status) throws IOException {
        String signature = "f".repeat(64);
        try (FakeServer store = answering(200, HELLO);
                FakeServer server = new FakeServer(exchange -> {
                    if (exchange.header("Authorization").isEmpty()) {
                        exchange.send(401, "");
                    } else {
                        exchange.send(
                                status,
                                "",
                                "Location: %s/bucket/%s?X-Amz-Signature=%s"
                                        .formatted(store.uri(), HELLO_HASH, signature));
                    }
                });
                BlossomClient client = client(server)) {
            Fetched fetched = get(client).orThrow();

            assertThat(fetched.url()).hasHost("127.0.0.1").hasPort(store.uri().getPort());
            assertThat(store.only().header("Authorization")).isEmpty();
            assertThat(server.exchanges()).hasSize(2);
        }
    }

    @Test
    void keepsTheTokenOnItsOwnServer() throws IOException {
        try (FakeServer server = new FakeServer(exchange -> {
                    if (exchange.header("Authorization").isEmpty()) {
                        exchange.send(401, "");
                    } else if (exchange.path().startsWith("/files/")) {
                        exchange.send(200, HELLO);
                    } else {
                        exchange.send(307, "", "Location: /files/" + HELLO_HASH);
                    }
                });
                BlossomClient client = client(server)) {
            assertThat(get(client)).isInstanceOf(Answer.Ok.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/login",
                "/0000000000000000000000000000000000000000000000000000000000000000",
                "ftp://127.0.0.1/HASH",
                "file:///tmp/HASH",
                "http://%zz/HASH"
            })
    void goesNowhereElse(String location) throws IOException {
        try (FakeServer server = new FakeServer(
                        exchange -> exchange.send(307, "", "Location: " + location.replace("HASH", HELLO_HASH.hex())));
                BlossomClient client = client(server)) {
            assertThatExceptionOfType(BlossomException.BadAnswer.class)
                    .isThrownBy(() -> get(client))
                    .withMessageContaining("redirects");
            assertThat(server.exchanges()).hasSize(1);
        }
    }

    @Test
    void doesNotGoInCircles() throws IOException {
        try (FakeServer server = new FakeServer(exchange -> exchange.send(307, "", "Location: /" + HELLO_HASH));
                BlossomClient client = client(server)) {
            assertThatExceptionOfType(BlossomException.BadAnswer.class)
                    .isThrownBy(() -> get(client))
                    .withMessageContaining("more than 5 times");
            assertThat(server.exchanges()).hasSize(6);
        }
    }

    @Test
    void asksAboutABlobWithoutGettingIt() throws IOException {
        try (FakeServer server = new FakeServer(exchange -> {
                    if (exchange.path().startsWith("/files/")) {
                        exchange.send(200, HELLO, "Content-Type: application/json", "Accept-Ranges: bytes");
                    } else {
                        exchange.send(308, "", "Location: /files/" + HELLO_HASH);
                    }
                });
                BlossomClient client = client(server)) {
            BlobHead head = client.head(HELLO_HASH, ReadOptions.defaults()).orThrow();

            URI url = server.uri().resolve("/files/" + HELLO_HASH);
            assertThat(head).isEqualTo(new BlobHead("application/json", OptionalLong.of(18), true, url));
            assertThat(server.exchanges())
                    .extracting(FakeServer.Exchange::method)
                    .containsOnly("HEAD");
        }
    }

    @Test
    void believesNoServerThatSendsOneBlobForAnother() throws IOException {
        try (FakeServer server = answering(200, HELLO);
                BlossomClient client = client(server)) {
            assertThatExceptionOfType(BlossomException.WrongBlob.class)
                    .isThrownBy(() -> client.get(OTHER_HASH, file, ReadOptions.defaults()))
                    .satisfies(e -> assertThat(e.actual()).isEqualTo(HELLO_HASH));
        }
    }

    private Answer<Fetched> get(BlossomClient client) {
        return client.get(HELLO_HASH, file, ReadOptions.defaults());
    }

    private static Answer<Fetched> refused(FakeServer server, Refusal refusal) {
        return new Answer.Refused<>(server.uri().resolve("/" + HELLO_HASH), refusal);
    }

    private static FakeServer answering(int status, byte[] body, String... headers) throws IOException {
        return new FakeServer(exchange -> exchange.send(status, body, headers));
    }

    private static BlossomClient client(FakeServer server) {
        return client(server, UnaryOperator.identity());
    }

    private static BlossomClient client(FakeServer server, UnaryOperator<BlossomClient.Builder> options) {
        return options.apply(BlossomClient.builder(server.uri()).signer(SIGNER).retries(RetryPolicy.none()))
                .build();
    }
}
