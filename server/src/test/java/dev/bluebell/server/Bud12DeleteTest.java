package dev.bluebell.server;

import static dev.bluebell.server.TestServer.ALICE;
import static dev.bluebell.server.TestServer.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.testing.RawRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** BUD-12: {@code DELETE /<sha256>}. */
class Bud12DeleteTest {

    @TempDir
    private static Path folder;

    @AutoClose
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(folder);
    }

    @Test
    void theOwnerDeletesABlobAndItIsGone() {
        Blob blob = server.holding(Blob.fresh(100));
        server.get(blob.path());

        Answers.assertThat(server.ask(server.delete(ALICE, blob))).hasStatus(204);

        Answers.assertThat(server.get(blob.path())).hasStatus(404);
        Answers.assertThat(server.head(blob.path())).hasStatus(404);
        assertThat(server.fileOf(blob)).doesNotExist();
    }

    @Test
    void aBlobInMemoryGoesToo() {
        Blob blob = server.holding(Blob.fresh(100));
        for (int i = 0; i < 40; i++) {
            server.get(blob.path());
        }

        server.ask(server.delete(ALICE, blob));

        Answers.assertThat(server.get(blob.path())).hasStatus(404);
    }

    @Test
    void whatWasDeletedCanComeBack() {
        Blob blob = server.holding(Blob.fresh(100));
        server.ask(server.delete(ALICE, blob));
        Answers.assertThat(server.get(blob.path())).hasStatus(404);

        Answers.assertThat(server.ask(server.upload(ALICE, blob))).hasStatus(201);
        Answers.assertThat(server.get(blob.path())).hasStatus(200).hasBody(blob.bytes());
    }

    @Test
    void theExtensionDoesNotMatter() {
        Blob blob = server.holding(Blob.fresh(100));
        RawRequest request = server.signed(RawRequest.of("DELETE", blob.path() + ".png"), ALICE, "delete", blob.hash());

        Answers.assertThat(server.ask(request)).hasStatus(204);
    }

    @Test
    void whatIsNotHereIsNotFound() {
        Blob blob = server.holding(Blob.fresh(100));

        Answers.assertThat(server.ask(server.delete(ALICE, Blob.fresh(100)))).isRefusal(404, "no blob");
        server.ask(server.delete(ALICE, blob));
        Answers.assertThat(server.ask(server.delete(ALICE, blob))).hasStatus(404);
    }

    @Test
    void nobodyDeletesTheBlobsOfOthers() {
        Blob blob = server.holding(Blob.fresh(100));

        Answers.assertThat(server.ask(server.delete(BOB, blob))).isRefusal(403, "belongs to others");
        Answers.assertThat(server.get(blob.path())).hasStatus(200);
    }

    @Test
    void oneOfTwoOwnersDropsOnlyTheOwnClaim() {
        Blob blob = server.holding(Blob.fresh(100));
        Answers.assertThat(server.ask(server.upload(BOB, blob))).hasStatus(200);

        Answers.assertThat(server.ask(server.delete(ALICE, blob))).hasStatus(204);
        Answers.assertThat(server.get(blob.path())).hasStatus(200).hasBody(blob.bytes());
        Answers.assertThat(server.ask(server.delete(ALICE, blob))).hasStatus(403);

        Answers.assertThat(server.ask(server.delete(BOB, blob))).hasStatus(204);
        Answers.assertThat(server.get(blob.path())).hasStatus(404);
    }

    @Test
    void severalHashesInATokenAreNoBulkDelete() {
        Blob named = server.holding(Blob.fresh(100));
        Blob also = server.holding(Blob.fresh(100));
        RawRequest request =
                server.signed(RawRequest.of("DELETE", named.path()), ALICE, "delete", also.hash(), named.hash());

        Answers.assertThat(server.ask(request)).hasStatus(204);
        Answers.assertThat(server.get(named.path())).hasStatus(404);
        Answers.assertThat(server.get(also.path())).hasStatus(200);
    }

    @Test
    void aTokenForAnotherBlobDeletesNothing() {
        Blob blob = server.holding(Blob.fresh(100));
        RawRequest request = server.signed(
                RawRequest.of("DELETE", blob.path()),
                ALICE,
                "delete",
                Blob.fresh(1).hash());

        Answers.assertThat(server.ask(request)).isRefusal(401, "x tag");
        Answers.assertThat(server.get(blob.path())).hasStatus(200);
    }

    @Test
    void aTokenWithoutAHashDeletesNothing() {
        Blob blob = server.holding(Blob.fresh(100));

        Answers.assertThat(server.ask(server.signed(RawRequest.of("DELETE", blob.path()), ALICE, "delete")))
                .isRefusal(401, "x tag");
        Answers.assertThat(server.get(blob.path())).hasStatus(200);
    }

    @Test
    void aTokenToUploadDeletesNothing() {
        Blob blob = server.holding(Blob.fresh(100));

        Answers.assertThat(
                        server.ask(server.signed(RawRequest.of("DELETE", blob.path()), ALICE, "upload", blob.hash())))
                .isRefusal(401, "delete");
        Answers.assertThat(server.get(blob.path())).hasStatus(200);
    }

    @Test
    void noTokenDeletesNothing() {
        Blob blob = server.holding(Blob.fresh(100));

        Answers.assertThat(server.ask(RawRequest.of("DELETE", blob.path()))).isRefusal(401, "token");
        Answers.assertThat(server.get(blob.path())).hasStatus(200);
    }
}
