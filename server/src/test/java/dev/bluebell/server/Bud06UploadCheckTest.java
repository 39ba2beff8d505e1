package dev.bluebell.server;

import static dev.bluebell.server.TestServer.ALICE;
import static dev.bluebell.server.TestServer.BOB;

import dev.bluebell.nostr.PublicKey;
import dev.bluebell.server.policy.Uploaders;
import dev.bluebell.testing.RawAnswer;
import dev.bluebell.testing.RawKey;
import dev.bluebell.testing.RawRequest;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** BUD-06: {@code HEAD /upload} tells what the {@code PUT} would be told. */
class Bud06UploadCheckTest {

    private static final Blob BLOB = Blob.fresh(10);

    @TempDir
    private static Path folder;

    @AutoClose
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(
                folder,
                settings -> settings.limits(
                                ServerLimits.builder().blobBytes(1000).build())
                        .uploads(new Uploaders.Only(Set.of(new PublicKey(ALICE.publicKey())))));
    }

    private static RawAnswer check(RawRequest request, RawKey author) {
        return server.ask(server.signed(request, author, "upload", BLOB.hash()));
    }

    private static RawRequest request() {
        return RawRequest.of("HEAD", "/upload").with("X-Content-Type", "image/png");
    }

    @Test
    void answers200IfTheUploadWouldBeTaken() {
        Answers.assertThat(check(request().with("X-SHA-256", BLOB.hash()).with("X-Content-Length", "1000"), ALICE))
                .hasStatus(200);
    }

    @Test
    void wantsTheHash() {
        Answers.assertThat(check(request().with("X-Content-Length", "10"), ALICE))
                .isRefusal(400, "X-SHA-256");
        Answers.assertThat(check(request().with("X-Content-Length", "10").with("X-SHA-256", "00"), ALICE))
                .isRefusal(400, "X-SHA-256");
    }

    @Test
    void wantsTheLength() {
        Answers.assertThat(check(request().with("X-SHA-256", BLOB.hash()), ALICE))
                .isRefusal(411, "X-Content-Length");
    }

    @ParameterizedTest
    @ValueSource(strings = {"many", "-5", "1.5", "99999999999999999999"})
    void aLengthThatIsNoneIsABadRequest(String length) {
        Answers.assertThat(check(request().with("X-SHA-256", BLOB.hash()).with("X-Content-Length", length), ALICE))
                .isRefusal(400, "X-Content-Length");
    }

    @Test
    void aBlobThatIsTooLargeIsRefused() {
        Answers.assertThat(check(request().with("X-SHA-256", BLOB.hash()).with("X-Content-Length", "1001"), ALICE))
                .isRefusal(413, "at most 1000");
    }

    @Test
    void wantsAToken() {
        Answers.assertThat(server.ask(request().with("X-SHA-256", BLOB.hash()).with("X-Content-Length", "10")))
                .isRefusal(401, "token")
                .hasHeader("WWW-Authenticate", "Nostr");
    }

    @Test
    void wantsATokenForThatVeryBlob() {
        Answers.assertThat(
                        check(request().with("X-SHA-256", Blob.fresh(3).hash()).with("X-Content-Length", "10"), ALICE))
                .isRefusal(401, "x tag");
    }

    @Test
    void aKeyThatMayNotUploadIsRefused() {
        Answers.assertThat(check(request().with("X-SHA-256", BLOB.hash()).with("X-Content-Length", "10"), BOB))
                .isRefusal(403, BOB.publicKey());
    }
}
