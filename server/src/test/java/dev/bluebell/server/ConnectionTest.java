package dev.bluebell.server;

import static dev.bluebell.server.TestServer.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.testing.RawHttp;
import dev.bluebell.testing.RawRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many requests on one connection, and many connections. */
class ConnectionTest {

    @TempDir
    private static Path folder;

    @AutoClose
    private static TestServer server;

    private static Blob blob;

    @BeforeAll
    static void start() {
        server = TestServer.start(folder);
        blob = server.holding(Blob.fresh(5000));
    }

    @Test
    void aConnectionStaysOpenAfterErrors() {
        try (RawHttp http = server.connect()) {
            Answers.assertThat(http.ask(RawRequest.of("GET", "/nothing"))).hasStatus(404);
            Answers.assertThat(http.ask(RawRequest.of("GET", Blob.fresh(1).path())))
                    .hasStatus(404);
            Answers.assertThat(http.ask(RawRequest.of("POST", "/upload"))).hasStatus(405);
            Answers.assertThat(http.ask(RawRequest.of("DELETE", blob.path()))).hasStatus(401);
            Answers.assertThat(http.ask(RawRequest.of("GET", blob.path()).with("Range", "bytes=9999-")))
                    .hasStatus(416);
            Answers.assertThat(http.ask(RawRequest.of("PUT", "/report").body("no JSON")))
                    .hasStatus(400);
            Answers.assertThat(http.ask(RawRequest.of("GET", blob.path())))
                    .hasStatus(200)
                    .hasBody(blob.bytes());
        }
    }

    @Test
    void aConnectionStaysOpenAfterUploads() {
        try (RawHttp http = server.connect()) {
            for (int i = 0; i < 5; i++) {
                Blob fresh = Blob.fresh(100_000);
                Answers.assertThat(http.ask(server.upload(ALICE, fresh))).hasStatus(201);
                Answers.assertThat(http.ask(RawRequest.of("GET", fresh.path()))).hasBody(fresh.bytes());
            }
        }
    }

    @Test
    void requestsThatAreSentAheadAreAnsweredInTheirOrder() {
        Blob fresh = Blob.fresh(70_000);
        try (RawHttp http = server.connect()) {
            http.send(RawRequest.of("GET", blob.path()))
                    .send(server.upload(ALICE, fresh))
                    .send(RawRequest.of("GET", "/nothing"))
                    .send(RawRequest.of("GET", fresh.path()))
                    .send(RawRequest.of("DELETE", fresh.path()))
                    .send(RawRequest.of("GET", "/health"));

            Answers.assertThat(http.read()).hasStatus(200).hasBody(blob.bytes());
            Answers.assertThat(http.read()).hasStatus(201);
            Answers.assertThat(http.read()).hasStatus(404);
            Answers.assertThat(http.read()).hasStatus(200).hasBody(fresh.bytes());
            Answers.assertThat(http.read()).hasStatus(401);
            Answers.assertThat(http.read()).hasStatus(200).hasField("status", "ok");
        }
    }

    @Test
    void aBodyThatNobodyAskedForIsNotTakenForTheNextRequest() {
        try (RawHttp http = server.connect()) {
            Answers.assertThat(http.ask(RawRequest.of("GET", blob.path()).body("GET /nothing HTTP/1.1\r\n\r\n")))
                    .hasStatus(200);
            Answers.assertThat(http.ask(RawRequest.of("GET", "/health"))).hasStatus(200);
        }
    }

    /** RFC 9112, section 9.6: what follows, the sender must be able to send elsewhere. */
    @ParameterizedTest
    @CsvSource({"PUT, /upload", "DELETE, /BLOB", "OPTIONS, /upload", "PUT, /nothing"})
    void whatWasSentBehindTheLastRequestThatIsAnsweredIsNotTaken(String method, String path) {
        RawRequest last =
                RawRequest.of(method, path.replace("/BLOB", blob.path())).with("Content-Length", "5");

        assertIsLast(last, "hello");
    }

    @Test
    void whatWasSentBehindAWishToCloseIsNotTaken() {
        assertIsLast(RawRequest.of("GET", "/health").with("Connection", "close"), "");
    }

    private static void assertIsLast(RawRequest last, String body) {
        String next = "GET /health HTTP/1.1\r\nHost: a\r\n\r\n";
        try (RawHttp http = server.connect()) {
            http.send(last.withBytes((body + next).getBytes(StandardCharsets.US_ASCII)));

            Answers.assertThat(http.read()).hasHeader("Connection", "close");
            assertThat(http.ends()).isTrue();
        }
    }

    @Test
    void aRequestMayComeByteByByte() {
        byte[] request =
                "GET %s HTTP/1.1\r\nHost: a\r\n\r\n".formatted(blob.path()).getBytes(StandardCharsets.US_ASCII);
        try (RawHttp http = server.connect()) {
            for (byte piece : request) {
                http.send(new byte[] {piece});
            }
            Answers.assertThat(http.read()).hasStatus(200).hasBody(blob.bytes());
        }
    }

    @Test
    void aThousandIdleConnectionsDoNoHarm() {
        List<RawHttp> connections = new ArrayList<>();
        try {
            for (int i = 0; i < 1000; i++) {
                RawHttp http = server.connect();
                connections.add(http);
                http.send(RawRequest.of("HEAD", blob.path()));
            }
            connections.forEach(http -> assertThat(http.readHead().status()).isEqualTo(200));

            Answers.assertThat(server.get(blob.path())).hasBody(blob.bytes());
            Answers.assertThat(server.ask(server.upload(ALICE, Blob.fresh(1000))))
                    .hasStatus(201);
            Answers.assertThat(connections.get(500).ask(RawRequest.of("GET", blob.path())))
                    .hasBody(blob.bytes());
        } finally {
            connections.forEach(RawHttp::close);
        }
    }

    @Test
    void oneConnectionTooManyIsClosedAndNoOther(@TempDir Path other) {
        ServerLimits limits = ServerLimits.builder().connections(2).build();
        RawRequest health = RawRequest.of("GET", "/health");
        try (TestServer small = TestServer.start(other, settings -> settings.limits(limits));
                RawHttp first = small.connect()) {
            Answers.assertThat(first.ask(health)).hasStatus(200);
            try (RawHttp second = small.connect()) {
                Answers.assertThat(second.ask(health)).hasStatus(200);
                try (RawHttp third = small.connect()) {
                    assertThat(third.ends()).isTrue();
                }
            }
            Answers.assertThat(first.ask(health)).hasStatus(200);

            Awaitility.await()
                    .ignoreException(UncheckedIOException.class)
                    .until(() -> small.ask(health).status() == 200);
        }
    }

    @Test
    void clientsThatVanishTakeNoPlaceWithThem(@TempDir Path other) {
        try (TestServer small = TestServer.start(
                other,
                settings ->
                        settings.limits(ServerLimits.builder().requestsAtOnce(2).build()))) {
            for (int i = 0; i < 100; i++) {
                Blob lost = Blob.fresh(50_000);
                RawHttp http = small.connect();
                // Several at once, so that some are waiting for their turn when the connection goes.
                http.sendHead(small.upload(ALICE, lost)).send(lost.bytes(0, i * 100));
                http.reset();
                RawHttp ahead = small.connect();
                ahead.send(RawRequest.of("GET", "/health")).send(RawRequest.of("DELETE", lost.path()));
                ahead.send(RawRequest.of("GET", "/health"));
                ahead.reset();
            }
            Awaitility.await().untilAsserted(() -> {
                assertThat(small.temporaryFiles()).isEmpty();
                Answers.assertThat(small.get("/health")).hasStatus(200);
            });
            // Both places are there: neither of two uploads at once is told that the server is busy.
            try (RawHttp first = small.connect();
                    RawHttp second = small.connect()) {
                Blob a = Blob.fresh(100_000);
                Blob b = Blob.fresh(100_000);
                first.sendHead(small.upload(ALICE, a));
                second.sendHead(small.upload(ALICE, b));
                Awaitility.await().until(() -> small.temporaryFiles().size() == 2);
                Answers.assertThat(small.ask(small.upload(ALICE, Blob.fresh(10))))
                        .isRefusal(503, "busy")
                        .hasHeader("Retry-After", "1");
                // Who brings no body is not kept out by those who do.
                Answers.assertThat(small.get("/health")).hasStatus(200);
                Answers.assertThat(first.send(a.bytes()).read()).hasStatus(201);
                Answers.assertThat(second.send(b.bytes()).read()).hasStatus(201);
            }
        }
    }

    @Test
    void oneAddressDoesNotTakeAllPlaces(@TempDir Path other) throws IOException {
        InetAddress address = addressBesideLoopback();
        ServerLimits limits = ServerLimits.builder().requestsPerAddress(1).build();
        try (TestServer shared =
                TestServer.start(other, settings -> settings.host("0.0.0.0").limits(limits))) {
            URI fromOutside = URI.create(
                    "http://" + address.getHostAddress() + ':' + shared.url().getPort());
            try (RawHttp first = RawHttp.connect(fromOutside)) {
                Blob slow = Blob.fresh(1000);
                first.sendHead(shared.upload(ALICE, slow));
                Awaitility.await().until(() -> shared.temporaryFiles().size() == 1);

                Answers.assertThat(RawHttp.ask(fromOutside, shared.upload(ALICE, Blob.fresh(10))))
                        .isRefusal(429, "your address")
                        .hasHeader("Retry-After", "1");
                URI proxy = URI.create("http://127.0.0.1:" + fromOutside.getPort());
                Answers.assertThat(RawHttp.ask(proxy, shared.upload(ALICE, Blob.fresh(10))))
                        .hasStatus(201);
                Answers.assertThat(first.send(slow.bytes()).read()).hasStatus(201);
                Answers.assertThat(first.ask(shared.upload(ALICE, Blob.fresh(10))))
                        .hasStatus(201);
            }
        }
    }

    private static InetAddress addressBesideLoopback() throws IOException {
        Optional<InetAddress> address = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(each -> each instanceof Inet4Address && !each.isLoopbackAddress())
                .findFirst();
        Assumptions.assumeTrue(address.isPresent(), "this machine has loopback only");
        return address.orElseThrow();
    }
}
