package dev.bluebell.server;

import static dev.bluebell.server.TestServer.ALICE;
import static dev.bluebell.server.TestServer.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.nostr.PublicKey;
import dev.bluebell.server.policy.Uploaders;
import dev.bluebell.testing.FakeOrigin;
import dev.bluebell.testing.RawRequest;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that takes blobs from a list of keys only. */
class UploadersTest {

    @TempDir
    private static Path folder;

    @AutoClose
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(
                folder,
                settings -> settings.privateOrigins(true)
                        .uploads(new Uploaders.Only(Set.of(new PublicKey(ALICE.publicKey())))));
    }

    @Test
    void aKeyOnTheListMayUpload() {
        Answers.assertThat(server.ask(server.upload(ALICE, Blob.fresh(10)))).hasStatus(201);
    }

    @Test
    void anyOtherKeyIsForbiddenToUpload() {
        Blob blob = Blob.fresh(10);

        Answers.assertThat(server.ask(server.upload(BOB, blob))).isRefusal(403, BOB.publicKey());
        Answers.assertThat(server.get(blob.path())).hasStatus(404);
    }

    @Test
    void anyOtherKeyIsForbiddenToClaimWhatIsHereAlready() {
        Blob blob = server.holding(Blob.fresh(10));

        Answers.assertThat(server.ask(server.upload(BOB, blob))).hasStatus(403);
        Answers.assertThat(server.get("/list/" + BOB.publicKey())).hasStatus(200);
        assertThat(server.get("/list/" + BOB.publicKey()).text()).isEqualTo("[]");
    }

    @Test
    void anyOtherKeyIsForbiddenToMirrorAndNothingIsFetched() {
        try (FakeOrigin origin = FakeOrigin.start()) {
            Blob blob = Blob.fresh(10);
            URI url = origin.at(blob.path(), FakeOrigin.body("text/plain", blob.bytes()));
            RawRequest request = server.signed(RawRequest.of("PUT", "/mirror"), BOB, "upload", blob.hash())
                    .body("{\"url\":\"" + url + "\"}");

            Answers.assertThat(server.ask(request)).isRefusal(403, BOB.publicKey());
            assertThat(origin.requests(blob.path())).isEmpty();
        }
    }

    @Test
    void aBadTokenIsToldSoBeforeTheListIsLookedAt() {
        Blob blob = Blob.fresh(10);
        RawRequest request = server.signed(RawRequest.of("PUT", "/upload"), BOB, "get", blob.hash())
                .body(blob.bytes());

        Answers.assertThat(server.ask(request)).hasStatus(401);
    }
}
