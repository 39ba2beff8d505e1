package dev.bluebell.blossom.client;

import static dev.bluebell.blossom.client.Blobs.HELLO_BLOB;
import static dev.bluebell.blossom.client.Blobs.HELLO_HASH;
import static dev.bluebell.blossom.client.Blobs.SIGNER;
import static dev.bluebell.blossom.client.Blobs.descriptor;
import static dev.bluebell.blossom.client.Blobs.granted;
import static dev.bluebell.blossom.client.Blobs.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.Refusal;
import dev.bluebell.blossom.Verb;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Large blobs in parts, to a server that offers {@code PATCH /<sha256>}. */
class PartedUploadTest {

    private static final int PART = PartedUpload.PART_BYTES;
    private static final byte[] BYTES = bytes();
    private static final LocalBlob BLOB =
            LocalBlob.of(() -> new ByteArrayInputStream(BYTES), "application/octet-stream");

    private static byte[] bytes() {
        byte[] bytes = new byte[2 * PART + 1000];
        new Random(20_261_121).nextBytes(bytes);
        bytes[0] = (byte) 0x81;
        return bytes;
    }

    private static BlossomClient client(FakeServer server) {
        return BlossomClient.builder(server.uri())
                .signer(SIGNER)
                .resumable(true)
                .random(new SplittableRandom(1))
                .sleeper(time -> {})
                .build();
    }

    private static FakeServer offering(FakeServer.Behaviour parts) throws IOException {
        return new FakeServer(exchange -> {
            switch (exchange.method()) {
                case "OPTIONS" -> exchange.send(204, "", "Allow: DELETE, GET, HEAD, OPTIONS, PATCH, PUT");
                case "PATCH" -> parts.answer(exchange);
                default -> {
                    exchange.body();
                    exchange.send(201, descriptor(BLOB.hash()));
                }
            }
        });
    }

    private static List<String> offsets(FakeServer server) {
        return server.exchanges().stream()
                .flatMap(exchange -> exchange.header("Upload-Offset").stream())
                .toList();
    }

    private static boolean isLast(FakeServer.Exchange part) {
        return part.header("Upload-Offset").orElseThrow().equals(Integer.toString(2 * PART));
    }

    private static void takeParts(FakeServer.Exchange part) throws IOException {
        part.body();
        if (isLast(part)) {
            part.send(201, descriptor(BLOB.hash()));
        } else {
            part.send(204, "");
        }
    }

    @Test
    void sendsThePartsInOrderAndEachOnce() throws IOException {
        ByteArrayOutputStream arrived = new ByteArrayOutputStream();
        List<Long> progress = new ArrayList<>();
        try (FakeServer server = offering(part -> {
                    assertThat(part.path()).isEqualTo("/" + BLOB.hash());
                    assertThat(part.header("Upload-Length")).hasValue(Integer.toString(BYTES.length));
                    assertThat(part.header("Upload-Type")).hasValue(BLOB.type());
                    assertThat(verdict(part, Verb.UPLOAD)).isEqualTo(granted(BLOB.hash()));
                    arrived.writeBytes(part.body());
                    part.send(isLast(part) ? 201 : 204, isLast(part) ? descriptor(BLOB.hash()) : "");
                });
                BlossomClient client = client(server)) {
            Stored stored = client.upload(BLOB, WriteOptions.defaults().withProgress(progress::add))
                    .orThrow();

            assertThat(stored.created()).isTrue();
            assertThat(arrived.toByteArray()).isEqualTo(BYTES);
            assertThat(progress).isSorted().endsWith((long) BYTES.length);
        }
    }

    @Test
    void onlyTheLostPartIsSentAgain() throws IOException {
        AtomicInteger losses = new AtomicInteger(2);
        try (FakeServer server = offering(part -> {
                    boolean second = part.header("Upload-Offset").orElseThrow().equals(Integer.toString(PART));
                    if (!second || losses.getAndDecrement() <= 0) {
                        takeParts(part);
                    }
                });
                BlossomClient client = client(server)) {
            client.upload(BLOB).orThrow();

            assertThat(offsets(server)).containsExactly("0", "" + PART, "" + PART, "" + PART, "" + 2 * PART);
        }
    }

    @Test
    void aBlobThatIsThereNeedsOnlyOnePart() throws IOException {
        try (FakeServer server = offering(part -> {
                    part.body();
                    part.send(200, descriptor(BLOB.hash()));
                });
                BlossomClient client = client(server)) {
            assertThat(client.upload(BLOB).orThrow().created()).isFalse();
            assertThat(offsets(server)).containsExactly("0");
        }
    }

    @Test
    void aServerThatHasForgottenThePartsGetsThemOnceMore() throws IOException {
        AtomicInteger parts = new AtomicInteger();
        try (FakeServer server = offering(part -> {
                    if (parts.incrementAndGet() <= 3) {
                        part.body();
                        part.send(204, "");
                    } else {
                        takeParts(part);
                    }
                });
                BlossomClient client = client(server)) {
            client.upload(BLOB).orThrow();

            assertThat(offsets(server)).hasSize(6);
        }
    }

    @Test
    void aServerThatNeverHasThemAllIsGivenUp() throws IOException {
        try (FakeServer server = offering(part -> {
                    part.body();
                    part.send(204, "");
                });
                BlossomClient client = client(server)) {
            assertThatExceptionOfType(BlossomException.BadAnswer.class)
                    .isThrownBy(() -> client.upload(BLOB))
                    .withMessageContaining("never said that the blob is whole");
            assertThat(offsets(server)).hasSize(6);
        }
    }

    @Test
    void aRefusalIsTheAnswer() throws IOException {
        try (FakeServer server = offering(part -> {
                    part.body();
                    part.send(413, "", "X-Reason: too long for me");
                });
                BlossomClient client = client(server)) {
            assertThat(client.upload(BLOB))
                    .isInstanceOfSatisfying(
                            Answer.Refused.class,
                            refused ->
                                    assertThat(refused.refusal()).isEqualTo(new Refusal.TooLarge("too long for me")));
        }
    }

    @Test
    void goesWholeWhereNoPartsAreTaken() throws IOException {
        try (FakeServer server = new FakeServer(exchange -> {
                    exchange.body();
                    // A body with status 204 is no HTTP.
                    exchange.send(exchange.method().equals("PUT") ? 201 : 204, descriptor(BLOB.hash()));
                });
                BlossomClient client = client(server)) {
            client.upload(BLOB).orThrow();

            assertThat(server.exchanges())
                    .extracting(Object::toString)
                    .containsExactly("OPTIONS /" + BLOB.hash(), "PUT /upload");
        }
    }

    @Test
    void goesWholeWhereTheOfferDoesNotHold() throws IOException {
        try (FakeServer server = offering(part -> {
                    part.body();
                    part.send(405, "");
                });
                BlossomClient client = client(server)) {
            client.upload(BLOB).orThrow();

            assertThat(server.exchanges().getLast()).hasToString("PUT /upload");
        }
    }

    @Test
    void aSmallBlobGoesWhole() throws IOException {
        try (FakeServer server = new FakeServer(exchange -> {
                    exchange.body();
                    exchange.send(201, descriptor(HELLO_HASH));
                });
                BlossomClient client = client(server)) {
            client.upload(HELLO_BLOB).orThrow();

            assertThat(server.only()).hasToString("PUT /upload");
        }
    }

    @Test
    void goesWholeUnlessTold() throws IOException {
        try (FakeServer server = offering(PartedUploadTest::takeParts);
                BlossomClient client =
                        BlossomClient.builder(server.uri()).signer(SIGNER).build()) {
            client.upload(BLOB).orThrow();

            assertThat(server.only()).hasToString("PUT /upload");
        }
    }
}
