package dev.bluebell.bluesky.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluebell.bluesky.Bluesky;
import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Cid;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.OnPds;
import dev.bluebell.bluesky.log.MemoryCallLog;
import dev.bluebell.bluesky.session.Account;
import dev.bluebell.bluesky.session.Credentials;
import dev.bluebell.bluesky.xrpc.Body;
import dev.bluebell.testing.RealPds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blobs and a repository of a real PDS. */
class BlobsOnPdsTest {

    private static final long MEBIBYTE = 1 << 20;

    @SuppressWarnings("NullAway.Init") // JUnit does.
    private static RealPds pds;

    @SuppressWarnings("NullAway.Init") // JUnit does.
    private static Bluesky bluesky;

    private static final MemoryCallLog LOG = new MemoryCallLog();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit does.
    private Path folder;

    @BeforeAll
    static void start() {
        pds = RealPds.start();
        bluesky = OnPds.set(Bluesky.builder(), pds).log(LOG).build();
    }

    @AfterAll
    static void stop() {
        bluesky.close();
        pds.close();
    }

    private static Account alice() {
        return bluesky.account(new Credentials(RealPds.HANDLE, pds.password()));
    }

    private static Did did() {
        return new Did(pds.did());
    }

    private Path file(long seed, int length) throws Exception {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return Files.write(folder.resolve("file" + seed), bytes);
    }

    /** A blob that no record names cannot be fetched. */
    private static void name(Blob blob) {
        assertThat(alice().client()
                        .call(
                                "com.atproto.repo.createRecord",
                                Body.json(Map.of(
                                        "repo",
                                        pds.did(),
                                        "collection",
                                        "com.example.file",
                                        "validate",
                                        false,
                                        "record",
                                        Map.of("$type", "com.example.file", "file", blob.json()))))
                        .findText("uri"))
                .isPresent();
    }

    @Test
    void sendsAFileAndGetsItBack() throws Exception {
        Path file = file(1, 1_000_000);
        Blobs blobs = bluesky.blobs(alice());

        Blob blob = blobs.upload(file, "application/octet-stream");
        name(blob);
        blobs.download(did(), blob.cid(), folder.resolve("back"), MEBIBYTE);

        assertThat(blob.sizeBytes()).isEqualTo(1_000_000);
        assertThat(folder.resolve("back")).hasSameBinaryContentAs(file);
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void sendsAndGetsAStreamThatStaysOpen() {
        byte[] bytes = "hello".getBytes(StandardCharsets.UTF_8);
        Blobs blobs = bluesky.blobs(alice());
        ByteArrayOutputStream back = new ByteArrayOutputStream();

        Blob blob = blobs.upload(bytes.length, "text/plain", () -> new ByteArrayInputStream(bytes));
        name(blob);
        blobs.download(did(), blob.cid(), back, 5);
        back.writeBytes(bytes);

        assertThat(back.toString(StandardCharsets.UTF_8)).isEqualTo("hellohello");
    }

    @Test
    void asksOnceHowLongABlobMayBe() throws Exception {
        Blobs blobs = bluesky.blobs(alice());
        int before = LOG.rows().size();

        assertThat(blobs.mostBytes()).isEqualTo(OptionalLong.of(5 * MEBIBYTE));
        assertThatThrownBy(() -> blobs.upload(file(2, 5 << 20 | 1), "video/mp4"))
                .isInstanceOf(BlueskyException.LocalFailure.class)
                .hasMessage("a blob of 5242881 bytes is too long: the server takes 5242880");

        assertThat(LOG.rows().size() - before).isLessThanOrEqualTo(3);
    }

    @Test
    void takesNoMoreThanItIsTold() throws Exception {
        Path file = file(3, 300_000);
        Blobs blobs = bluesky.blobs(alice());
        Blob blob = blobs.upload(file, "application/octet-stream");
        name(blob);

        assertThatThrownBy(() -> blobs.download(did(), blob.cid(), folder.resolve("back"), 299_999))
                .isInstanceOf(BlueskyException.BadAnswer.class)
                .hasMessageContaining("more than 299999 bytes");

        assertThat(folder.resolve("back")).doesNotExist();
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void getsAWholeRepository() throws Exception {
        Blobs blobs = bluesky.blobs(bluesky.nobody());
        ByteArrayOutputStream same = new ByteArrayOutputStream();

        blobs.downloadRepo(did(), folder.resolve("repo.car"), MEBIBYTE);
        blobs.downloadRepo(did(), same, MEBIBYTE);

        // A CAR file begins with its header, in which is the word roots.
        assertThat(new String(Files.readAllBytes(folder.resolve("repo.car")), 0, 20, StandardCharsets.ISO_8859_1))
                .contains("roots");
        assertThat(same.size()).isPositive();
    }

    @Test
    void saysThatABlobIsNotThere() {
        Blobs blobs = bluesky.blobs(alice());
        Path back = folder.resolve("back");

        assertThatThrownBy(() -> blobs.download(did(), Cid.ofBlob("0".repeat(64)), back, MEBIBYTE))
                .isInstanceOf(BlueskyException.Refused.class);

        assertThat(folder).isEmptyDirectory();
    }
}
