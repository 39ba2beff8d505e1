package dev.bluebell.bluesky.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluebell.bluesky.Bluesky;
import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Cid;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.http.HttpLimits;
import dev.bluebell.bluesky.identity.Hosts;
import dev.bluebell.bluesky.session.MemorySessionStore;
import dev.bluebell.bluesky.session.StoredSession;
import dev.bluebell.bluesky.xrpc.Fields;
import dev.bluebell.bluesky.xrpc.RetryPolicy;
import dev.bluebell.testing.FakeOrigin;
import dev.bluebell.testing.XrpcStub;
import dev.bluebell.testing.XrpcStub.Told;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobsTest {

    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
    private static final Cid HELLO_CID = Cid.ofBlob("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
    private static final Did ALICE = new Did("did:plc:z72i7hdynmk6r22z27h6tvur");

    private final XrpcStub server = XrpcStub.start();
    private final FakeOrigin origin = FakeOrigin.start();
    private final MemorySessionStore sessions = new MemorySessionStore();
    private final Bluesky bluesky = Bluesky.builder()
            .hosts(new Hosts(server.url(), server.url(), "did:web:localhost#bsky_chat"))
            .sessions(sessions)
            .limits(new HttpLimits(
                    Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(5), 1000))
            .retries(new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMinutes(1)))
            .build();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit does.
    private Path folder;

    @AfterEach
    void close() {
        bluesky.close();
        server.close();
        origin.close();
    }

    private Blobs uploading() {
        sessions.save(new StoredSession(
                "alice", ALICE, "access", "refresh", server.url(), Instant.now(), StoredSession.Origin.CREATED));
        return bluesky.blobs(bluesky.account("alice"));
    }

    private Blobs at(URI pds) {
        return new Blobs(bluesky.nobody().client(), did -> pds);
    }

    private Blobs atOrigin() {
        return at(URI.create("http://127.0.0.1:" + origin.port()));
    }

    private static Told blob(Cid cid, long size) {
        return Told.json(
                "{\"blob\":{\"$type\":\"blob\",\"ref\":{\"$link\":\"%s\"},\"mimeType\":\"text/plain\",\"size\":%d}}"
                        .formatted(cid, size));
    }

    private static String getBlob(Cid cid) {
        return "/xrpc/com.atproto.sync.getBlob?did=did%3Aplc%3Az72i7hdynmk6r22z27h6tvur&cid=" + cid;
    }

    @Test
    void saysThatTheServerTookSomethingElse() {
        server.on("com.atproto.server.describeServer", Told.json("{}"));
        server.on("com.atproto.repo.uploadBlob", blob(Cid.ofBlob("0".repeat(64)), 5));
        Blobs blobs = uploading();

        assertThatThrownBy(() -> blobs.upload(5, "text/plain", () -> new ByteArrayInputStream(HELLO)))
                .isInstanceOf(BlueskyException.BadAnswer.class)
                .hasMessageContaining("what the server took is not the blob " + HELLO_CID);
        server.on("com.atproto.repo.uploadBlob", blob(HELLO_CID, 4));
        assertThatThrownBy(() -> blobs.upload(5, "text/plain", () -> new ByteArrayInputStream(HELLO)))
                .hasMessageContaining("4 of 5 bytes");
        server.on("com.atproto.repo.uploadBlob", Told.json("{\"blob\":{\"ref\":{\"$link\":\"x\"}}}"));
        assertThatThrownBy(() -> blobs.upload(5, "text/plain", () -> new ByteArrayInputStream(HELLO)))
                .isInstanceOf(BlueskyException.BadAnswer.class);
    }

    @Test
    void sendsABlobAgainWhenAGatewayWasInTrouble() {
        server.on("com.atproto.server.describeServer", Told.json("{}"));
        server.on("com.atproto.repo.uploadBlob", Told.text(502, "bad gateway"), blob(HELLO_CID, 5));

        Blob blob = uploading().upload(5, "text/plain", () -> new ByteArrayInputStream(HELLO));

        assertThat(blob).isEqualTo(new Blob(HELLO_CID, "text/plain", 5));
        assertThat(server.asked("com.atproto.repo.uploadBlob"))
                .extracting(XrpcStub.Asked::body)
                .containsExactly("hello", "hello");
        assertThat(server.asked("com.atproto.server.describeServer")).hasSize(1);
        assertThat(Blob.read(new Fields(blob.json(), "a record"))).isEqualTo(blob);
    }

    @Test
    void keepsNoBlobThatIsSomethingElse() {
        origin.at(getBlob(HELLO_CID), FakeOrigin.body("text/plain", "HELLO".getBytes(StandardCharsets.UTF_8)));

        assertThatThrownBy(() -> atOrigin().download(ALICE, HELLO_CID, folder.resolve("back"), 100))
                .isInstanceOf(BlueskyException.BadAnswer.class)
                .hasMessageContaining("what came is not the blob " + HELLO_CID);

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void getsABlobThatIsLongerThanAnyOtherAnswerMayBe() throws Exception {
        byte[] bytes = new byte[500_000];
        Cid cid = Cid.ofBlob(
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        origin.at(getBlob(cid), FakeOrigin.chunked("video/mp4", bytes));

        atOrigin().download(ALICE, cid, folder.resolve("back"), 500_000);

        assertThat(folder.resolve("back")).hasBinaryContent(bytes);
    }

    @Test
    void getsABlobAgainThatBrokeOffButNotIntoAStream() {
        origin.at(getBlob(HELLO_CID), FakeOrigin.stall("he".getBytes(StandardCharsets.UTF_8), 5));
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        assertThatThrownBy(() -> atOrigin().download(ALICE, HELLO_CID, out, 100))
                .isInstanceOf(BlueskyException.Unreachable.class)
                .hasMessageContaining("did not finish its answer in time");
        assertThat(origin.requests(getBlob(HELLO_CID))).hasSize(1);

        assertThatThrownBy(() -> atOrigin().download(ALICE, HELLO_CID, folder.resolve("back"), 100))
                .isInstanceOf(BlueskyException.Unreachable.class);
        assertThat(origin.requests(getBlob(HELLO_CID))).hasSize(4);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void saysThatWhatCameCannotBeWritten() {
        origin.at(getBlob(HELLO_CID), FakeOrigin.body("text/plain", HELLO));
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };

        assertThatThrownBy(() -> atOrigin().download(ALICE, HELLO_CID, full, 100))
                .isInstanceOf(BlueskyException.LocalFailure.class)
                .hasMessageContaining("No space left on device");
        assertThatThrownBy(() -> atOrigin().download(ALICE, HELLO_CID, folder.resolve("no/such/folder"), 100))
                .isInstanceOf(BlueskyException.LocalFailure.class)
                .hasMessageContaining("cannot be written");
    }
}
