package dev.bluebell.blossom.client;

import static dev.bluebell.blossom.client.Blobs.HELLO;
import static dev.bluebell.blossom.client.Blobs.HELLO_BLOB;
import static dev.bluebell.blossom.client.Blobs.HELLO_HASH;
import static dev.bluebell.blossom.client.Blobs.OTHER_HASH;
import static dev.bluebell.blossom.client.Blobs.SIGNER;
import static dev.bluebell.blossom.client.Blobs.descriptor;
import static dev.bluebell.blossom.client.Blobs.granted;
import static dev.bluebell.blossom.client.Blobs.token;
import static dev.bluebell.blossom.client.Blobs.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.Refusal;
import dev.bluebell.blossom.Verb;
import dev.bluebell.nostr.Event;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadTest {

    @TempDir
    Path folder;

    @Test
    void sendsTheBytesWithTypeLengthHashAndToken() throws IOException {
        AtomicReference<byte[]> body = new AtomicReference<>();
        try (FakeServer server = new FakeServer(exchange -> {
                    body.set(exchange.body());
                    exchange.send(201, descriptor(HELLO_HASH));
                });
                BlossomClient client = client(server)) {
            Stored stored = client.upload(HELLO_BLOB).orThrow();

            assertThat(stored.created()).isTrue();
            assertThat(stored.descriptor().hash()).isEqualTo(HELLO_HASH);
            assertThat(body.get()).isEqualTo(HELLO);
            FakeServer.Exchange request = server.only();
            assertThat(request).hasToString("PUT /upload");
            assertThat(request.header("Content-Type")).contains("application/json");
            assertThat(request.header("Content-Length")).contains("18");
            assertThat(request.header("X-SHA-256")).contains(HELLO_HASH.hex());
            assertThat(verdict(request, Verb.UPLOAD)).isEqualTo(granted(HELLO_HASH));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202})
    void takesEverySuccessWithADescriptorForOne(int status) throws IOException {
        try (FakeServer server = answering(status, descriptor(HELLO_HASH));
                BlossomClient client = client(server)) {
            assertThat(client.upload(HELLO_BLOB).orThrow().created()).isFalse();
        }
    }

    @Test
    void sendsNoTokenWithoutASigner() throws IOException {
        try (FakeServer server = answering(201, descriptor(HELLO_HASH));
                BlossomClient client = BlossomClient.builder(server.uri()).build()) {
            client.upload(HELLO_BLOB).orThrow();

            assertThat(server.only().header("Authorization")).isEmpty();
        }
    }

    @Test
    void putsTheGivenSentenceAndLifetimeIntoTheToken() throws IOException {
        try (FakeServer server = answering(201, descriptor(HELLO_HASH));
                BlossomClient client = client(server)) {
            client.upload(
                            HELLO_BLOB,
                            WriteOptions.defaults()
                                    .withSentence("Post a greeting")
                                    .withLifetime(Duration.ofMinutes(1)))
                    .orThrow();

            Event token = token(server.only());
            assertThat(token.content()).isEqualTo("Post a greeting");
            assertThat(token.firstTag("expiration").map(Long::parseLong))
                    .contains(token.createdAt().getEpochSecond() + 70);
        }
    }

    @Test
    void uploadsAnEmptyFile() throws IOException {
        LocalBlob empty = LocalBlob.of(Files.createFile(folder.resolve("empty.txt")));
        try (FakeServer server = answering(201, descriptor(empty.hash()));
                BlossomClient client = client(server)) {
            client.upload(empty).orThrow();

            assertThat(server.only().header("Content-Length")).contains("0");
        }
    }

    @Test
    void tellsHowFarItIs() throws IOException {
        LocalBlob blob = LocalBlob.of(Files.write(folder.resolve("big.bin"), new byte[1_000_000]));
        List<Long> progress = new CopyOnWriteArrayList<>();
        try (FakeServer server = answering(201, descriptor(blob.hash()));
                BlossomClient client = client(server)) {
            client.upload(blob, WriteOptions.defaults().withProgress(progress::add))
                    .orThrow();

            assertThat(progress).isSorted().hasSizeGreaterThan(3).endsWith(1_000_000L);
        }
    }

    @Test
    void doesNotCutOffALongUploadThatMoves() throws IOException {
        LocalBlob blob = LocalBlob.of(() -> slowly(HELLO), "application/json");
        try (FakeServer server = answering(201, descriptor(HELLO_HASH));
                BlossomClient client =
                        client(server, b -> b.timeout(Duration.ofMillis(100)).workTimeout(Duration.ofSeconds(10)))) {
            assertThat(client.upload(blob).orThrow().created()).isTrue();
        }
    }

    @Test
    void believesNoDescriptorOfAnotherBlob() throws IOException {
        try (FakeServer server = answering(201, descriptor(OTHER_HASH));
                BlossomClient client = client(server)) {
            assertThatExceptionOfType(BlossomException.WrongBlob.class)
                    .isThrownBy(() -> client.upload(HELLO_BLOB))
                    .satisfies(e -> assertThat(e.expected()).isEqualTo(HELLO_HASH))
                    .satisfies(e -> assertThat(e.actual()).isEqualTo(OTHER_HASH));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>Thanks!</html>", "[]", "{\"status\":\"ok\"}"})
    void makesNothingOfASuccessWithoutADescriptor(String body) throws IOException {
        try (FakeServer server = answering(200, body);
                BlossomClient client = client(server)) {
            assertThatExceptionOfType(BlossomException.BadAnswer.class)
                    .isThrownBy(() -> client.upload(HELLO_BLOB))
                    .withMessageContaining(server.uri().toString());
        }
    }

    @Test
    void readsNoAnswerWithoutEnd() throws IOException {
        try (FakeServer server = answering(200, " ".repeat(2_000));
                BlossomClient client = client(server, b -> b.limits(new ClientLimits(1_000, 5, 5)))) {
            assertThatExceptionOfType(BlossomException.BadAnswer.class)
                    .isThrownBy(() -> client.upload(HELLO_BLOB))
                    .withMessageContaining("more than 1000 bytes");
        }
    }

    @Test
    void noticesAFileThatChanges() throws IOException {
        Path file = Files.write(folder.resolve("a.json"), HELLO);
        LocalBlob blob = LocalBlob.of(file);
        Files.writeString(file, "{\"hello\": \"there\"}");

        assertThatUploadFails(blob, BlossomException.LocalBlobChanged.class);
    }

    @Test
    void noticesAnOldFileThatChangesWhileItIsSent() throws IOException {
        Path file = Files.write(folder.resolve("old"), new byte[1 << 20]);
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        LocalBlob blob = LocalBlob.of(file);
        ProgressListener change = bytes -> {
            if (bytes < 1 << 20) {
                touch(file);
            }
        };

        assertThatUploadFails(
                blob, WriteOptions.defaults().withProgress(change), BlossomException.LocalBlobChanged.class);
    }

    private static void touch(Path file) {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.write(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void noticesAFileThatShrinks() throws IOException {
        Path file = Files.write(folder.resolve("a.json"), HELLO);
        LocalBlob blob = LocalBlob.of(file);
        Files.writeString(file, "{}");

        assertThatUploadFails(blob, BlossomException.LocalBlobChanged.class);
    }

    @Test
    void noticesAFileThatGoesAway() throws IOException {
        Path file = Files.write(folder.resolve("a.json"), HELLO);
        LocalBlob blob = LocalBlob.of(file);
        Files.delete(file);

        assertThatUploadFails(blob, BlossomException.LocalFailure.class);
        assertThatExceptionOfType(BlossomException.LocalFailure.class)
                .isThrownBy(() -> LocalBlob.of(file))
                .withCauseInstanceOf(NoSuchFileException.class)
                .withMessageContaining("a.json");
    }

    @Test
    void sendsTheAnnouncedBytesOfAFileThatGrows() throws IOException {
        Path file = Files.write(folder.resolve("a.json"), HELLO);
        LocalBlob blob = LocalBlob.of(file);
        Files.write(file, new byte[100_000], StandardOpenOption.APPEND);
        try (FakeServer server = answering(201, descriptor(HELLO_HASH));
                BlossomClient client = client(server)) {
            assertThat(client.upload(blob).orThrow().created()).isTrue();
        }
    }

    @RepeatedTest(10)
    void hearsARefusalBeforeTheBodyWasRead() throws IOException {
        LocalBlob large = new LocalBlob(OTHER_HASH, 1L << 40, "video/mp4", Endless::new);
        try (FakeServer server = new FakeServer(exchange -> {
                    exchange.send(413, "", "X-Reason: at most 1 GiB");
                    exchange.endAndLinger();
                });
                BlossomClient client = client(server)) {
            Answer<Stored> answer = client.upload(large);

            assertThat(answer)
                    .isEqualTo(new Answer.Refused<>(
                            server.uri().resolve("/upload"), new Refusal.TooLarge("at most 1 GiB")));
        }
    }

    @Test
    void givesUpWhenTheServerStopsReading() throws IOException {
        LocalBlob large = new LocalBlob(OTHER_HASH, 1L << 40, "video/mp4", Endless::new);
        try (FakeServer server = new FakeServer(FakeServer.Exchange::hang);
                BlossomClient client = client(server, b -> b.stallLimit(Duration.ofMillis(300)))) {
            assertThatExceptionOfType(BlossomException.Unreachable.class)
                    .isThrownBy(() -> client.upload(large))
                    .withMessageContaining("in time");
        }
    }

    @Test
    void waitsForTheAnswerNoLongerThanForItsWork() throws IOException {
        try (FakeServer server = new FakeServer(FakeServer.Exchange::hang);
                BlossomClient client = client(server, b -> b.workTimeout(Duration.ofMillis(300)))) {
            assertThatExceptionOfType(BlossomException.Unreachable.class).isThrownBy(() -> client.upload(HELLO_BLOB));
        }
    }

    @Test
    void repeatsABadRequestOnceWithContentDigestAndRemembersThatItHelped() throws IOException {
        try (FakeServer server = new FakeServer(exchange -> {
                    exchange.body();
                    exchange.send(exchange.header("Content-Digest").isPresent() ? 200 : 400, descriptor(HELLO_HASH));
                });
                BlossomClient client = client(server)) {
            assertThat(client.upload(HELLO_BLOB)).isInstanceOf(Answer.Ok.class);
            assertThat(client.upload(HELLO_BLOB)).isInstanceOf(Answer.Ok.class);

            assertThat(server.exchanges())
                    .extracting(exchange -> exchange.header("Content-Digest").orElse(""))
                    .containsExactly("", HELLO_HASH.hex(), HELLO_HASH.hex());
        }
    }

    @Test
    void isNotRepeatedForeverIfItStaysABadRequest() throws IOException {
        try (FakeServer server = answering(400, "");
                BlossomClient client = client(server)) {
            assertThat(client.upload(HELLO_BLOB)).isInstanceOf(Answer.Refused.class);
            assertThat(server.exchanges()).hasSize(2);
        }
    }

    @Test
    void namesTheServerByItsUrlTooWhereServersAreToBeHelped() throws IOException {
        try (FakeServer server = answering(200, descriptor(HELLO_HASH));
                BlossomClient client = client(server, b -> b.compatible(true))) {
            client.upload(HELLO_BLOB).orThrow();

            assertThat(token(server.only()).tagValues("server"))
                    .containsExactly(server.uri().toString(), "127.0.0.1");
        }
    }

    @Test
    void takesATokenForAnUploadWhereMediaWantOne() throws IOException {
        try (FakeServer server = new FakeServer(exchange -> {
                    exchange.body();
                    boolean upload = token(exchange).tagValues("t").contains("upload");
                    exchange.send(upload ? 200 : 401, descriptor(OTHER_HASH));
                });
                BlossomClient client = client(server)) {
            client.uploadMedia(HELLO_BLOB, WriteOptions.defaults()).orThrow();
            client.uploadMedia(HELLO_BLOB, WriteOptions.defaults()).orThrow();

            assertThat(server.exchanges())
                    .extracting(exchange -> token(exchange).firstTag("t").orElseThrow())
                    .containsExactly("media", "media", "upload", "upload");
        }
    }

    @Test
    void sendsAStreamThatCannotBeReadTwiceJustOnce() throws IOException {
        try (FakeServer server = answering(400, descriptor(HELLO_HASH));
                BlossomClient client = client(server)) {
            BlobSource source = BlobSource.once(new ByteArrayInputStream(HELLO));
            LocalBlob blob = new LocalBlob(HELLO_HASH, HELLO.length, "application/json", source);

            assertThat(client.upload(blob)).isInstanceOf(Answer.Refused.class);
            assertThat(server.exchanges()).hasSize(1);
        }
    }

    @Test
    void takesAnotherBlobFromTheProcessingOfMedia() throws IOException {
        try (FakeServer server = answering(200, descriptor(OTHER_HASH));
                BlossomClient client = client(server)) {
            Stored stored =
                    client.uploadMedia(HELLO_BLOB, WriteOptions.defaults()).orThrow();

            assertThat(stored.descriptor().hash()).isEqualTo(OTHER_HASH);
            assertThat(server.only()).hasToString("PUT /media");
            assertThat(server.only().header("X-SHA-256")).contains(HELLO_HASH.hex());
            assertThat(verdict(server.only(), Verb.MEDIA)).isEqualTo(granted(HELLO_HASH));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204})
    void asksBeforehandWhatTheServerThinksOfAnUpload(int status) throws IOException {
        try (FakeServer server = answering(status, "");
                BlossomClient client = client(server)) {
            assertThat(client.check(HELLO_BLOB)).isEqualTo(new Answer.Ok<>(new Accepted(status)));

            FakeServer.Exchange request = server.only();
            assertThat(request).hasToString("HEAD /upload");
            assertThat(request.header("X-SHA-256")).contains(HELLO_HASH.hex());
            assertThat(request.header("X-Content-Type")).contains("application/json");
            assertThat(request.header("X-Content-Length")).contains("18");
            assertThat(verdict(request, Verb.UPLOAD)).isEqualTo(granted(HELLO_HASH));
        }
    }

    @Test
    void asksBeforehandWhatTheServerThinksOfMedia() throws IOException {
        try (FakeServer server = answering(415, "ignored", "X-Reason: no JSON");
                BlossomClient client = client(server)) {
            assertThat(client.checkMedia(HELLO_BLOB))
                    .isEqualTo(new Answer.Refused<>(
                            server.uri().resolve("/media"), new Refusal.UnsupportedType("no JSON")));
            assertThat(verdict(server.only(), Verb.MEDIA)).isEqualTo(granted(HELLO_HASH));
        }
    }

    @Test
    void hasABlobMirrored() throws IOException {
        AtomicReference<String> body = new AtomicReference<>();
        URI source = URI.create("https://other.example/" + HELLO_HASH + ".json?a=1&b");
        try (FakeServer server = new FakeServer(exchange -> {
                    body.set(new String(exchange.body(), StandardCharsets.UTF_8));
                    exchange.send(201, descriptor(HELLO_HASH));
                });
                BlossomClient client = client(server)) {
            client.mirror(source, HELLO_HASH, WriteOptions.defaults()).orThrow();

            assertThat(body.get()).isEqualTo("{\"url\":\"%s\"}", source);
            assertThat(server.only()).hasToString("PUT /mirror");
            assertThat(server.only().header("Content-Type")).contains("application/json");
            assertThat(verdict(server.only(), Verb.UPLOAD)).isEqualTo(granted(HELLO_HASH));
            assertThatExceptionOfType(BlossomException.WrongBlob.class)
                    .isThrownBy(() -> client.mirror(source, OTHER_HASH, WriteOptions.defaults()));
        }
    }

    @Test
    void deletesWithATokenForThisServerAndThisBlobOnly() throws IOException {
        try (FakeServer server = answering(204, "");
                BlossomClient client = client(server)) {
            assertThat(client.delete(HELLO_HASH, WriteOptions.defaults()).orThrow())
                    .isEqualTo(new Accepted(204));

            assertThat(server.only()).hasToString("DELETE /" + HELLO_HASH);
            assertThat(verdict(server.only(), Verb.DELETE)).isEqualTo(granted(HELLO_HASH));
            assertThat(token(server.only()).tagValues("server")).containsExactly("127.0.0.1");
        }
    }

    private void assertThatUploadFails(LocalBlob blob, Class<? extends BlossomException> type) throws IOException {
        assertThatUploadFails(blob, WriteOptions.defaults(), type);
    }

    private void assertThatUploadFails(LocalBlob blob, WriteOptions options, Class<? extends BlossomException> type)
            throws IOException {
        AtomicReference<byte[]> arrived = new AtomicReference<>();
        try (FakeServer server = new FakeServer(exchange -> {
                    arrived.set(exchange.body());
                    exchange.send(201, descriptor(blob.hash()));
                });
                BlossomClient client = client(server)) {
            assertThatExceptionOfType(type).isThrownBy(() -> client.upload(blob, options));
            assertThat(arrived.get()).as("a whole body").isNull();
        }
    }

    private static FakeServer answering(int status, String body, String... headers) throws IOException {
        return new FakeServer(exchange -> {
            exchange.body();
            exchange.send(status, body, headers);
        });
    }

    private static BlossomClient client(FakeServer server) {
        return client(server, UnaryOperator.identity());
    }

    private static BlossomClient client(FakeServer server, UnaryOperator<BlossomClient.Builder> options) {
        return options.apply(BlossomClient.builder(server.uri()).signer(SIGNER).retries(RetryPolicy.none()))
                .build();
    }

    /** One byte at a time, each after a while. */
    private static InputStream slowly(byte[] content) {
        return new FilterInputStream(new ByteArrayInputStream(content)) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                try {
                    Thread.sleep(20);
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                return super.read(buffer, offset, Math.min(length, 1));
            }
        };
    }

    private static final class Endless extends InputStream {
        @Override
        public int read() {
            return 0;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return length;
        }
    }
}
