package dev.bluebell.blossom.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.Refusal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeTest {

    private static final int SIZE = 1 << 20;
    private static final byte[] BYTES = new byte[SIZE];
    private static final BlobHash HASH;

    static {
        new Random(7).nextBytes(BYTES);
        HASH = LocalBlob.of(() -> new ByteArrayInputStream(BYTES), "video/mp4").hash();
    }

    private final FakeClock clock = new FakeClock();
    private final FakeSleeper sleeper = new FakeSleeper(clock);

    @TempDir
    Path folder;

    private Path file;
    private Path part;

    @BeforeEach
    void chooseAName() {
        file = folder.resolve("film.mp4");
        part = folder.resolve("film.mp4.part");
    }

    @Test
    void writesNothingThroughALink() throws IOException {
        Path other = Files.writeString(folder.resolve("diary"), "mine");
        Files.createSymbolicLink(part, other);
        try (FakeServer server = breakingOff(0, 0);
                BlossomClient client = client(server)) {
            assertThatExceptionOfType(BlossomException.LocalFailure.class)
                    .isThrownBy(() -> client.get(HASH, file, ReadOptions.defaults()))
                    .withMessageContaining("film.mp4.part is a link");
        }
        assertThat(other).hasContent("mine");
    }

    @Test
    void goesOnWhereTheConnectionWasLost() throws IOException {
        try (FakeServer server = breakingOff(1, 400_000);
                BlossomClient client = client(server)) {
            List<Long> progress = new CopyOnWriteArrayList<>();
            Fetched fetched = client.get(HASH, file, ReadOptions.defaults().withProgress(progress::add))
                    .orThrow();

            assertThat(fetched.sizeBytes()).isEqualTo(SIZE);
            assertThat(fetched.type()).isEqualTo("video/mp4");
            assertThat(file).hasBinaryContent(BYTES);
            assertThat(part).doesNotExist();
            assertThat(progress).isSorted().endsWith((long) SIZE);
            FakeServer.Exchange second = server.exchanges().get(1);
            assertThat(second.header("Range")).contains("bytes=400000-");
            assertThat(second.header("If-Range")).contains("\"tag\"");
            assertThat(server.exchanges()).hasSize(2);
        }
    }

    @Test
    void goesOnWithAStreamToo() throws IOException {
        try (FakeServer server = breakingOff(2, 400_000);
                BlossomClient client = client(server)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();

            client.get(HASH, out, ReadOptions.defaults()).orThrow();

            assertThat(out.toByteArray()).isEqualTo(BYTES);
            assertThat(server.exchanges()).hasSize(3);
        }
    }

    @Test
    void goesOnAfterAStall() throws IOException {
        AtomicInteger count = new AtomicInteger();
        try (FakeServer server = new FakeServer(exchange -> {
                    if (count.getAndIncrement() == 0) {
                        answer(exchange, 0, SIZE, 300_000);
                        exchange.hang();
                    } else {
                        ranged(exchange, SIZE);
                    }
                });
                BlossomClient client =
                        builder(server).stallLimit(Duration.ofMillis(200)).build()) {
            client.get(HASH, file, ReadOptions.defaults()).orThrow();

            assertThat(server.exchanges().get(1).header("Range")).contains("bytes=300000-");
        }
    }

    @Test
    void keepsWhatCameForALaterRunAndSaysSo() throws IOException {
        try (FakeServer server = breakingOff(1, 400_000);
                BlossomClient first =
                        builder(server).retries(RetryPolicy.none()).build();
                BlossomClient second = client(server)) {
            assertThatExceptionOfType(BlossomException.Unreachable.class)
                    .isThrownBy(() -> first.get(HASH, file, ReadOptions.defaults()))
                    .withMessageContaining("400000 bytes are kept in " + part);
            assertThat(part).hasSize(400_000);
            assertThat(file).doesNotExist();

            second.get(HASH, file, ReadOptions.defaults()).orThrow();
            assertThat(file).hasBinaryContent(BYTES);
            assertThat(server.exchanges().get(1).header("Range")).contains("bytes=399999-");
            assertThat(server.exchanges().get(1).header("If-Range")).isEmpty();
        }
    }

    @Test
    void tellsOfAllTriesThatFailed() throws IOException {
        try (FakeServer server = breakingOff(9, 10);
                BlossomClient client = client(server)) {
            assertThatExceptionOfType(BlossomException.Unreachable.class)
                    .isThrownBy(() -> client.get(HASH, file, ReadOptions.defaults()))
                    .satisfies(e -> assertThat(e.getSuppressed()).hasSize(3));
            assertThat(server.exchanges()).hasSize(4);
        }
    }

    @Test
    void asksForTheLastByteOfAWholePart() throws IOException {
        Files.write(part, BYTES);
        try (FakeServer server = new FakeServer(exchange -> ranged(exchange, SIZE));
                BlossomClient client = client(server)) {
            assertThat(client.get(HASH, file, ReadOptions.defaults()).orThrow().type())
                    .isEqualTo("video/mp4");

            assertThat(server.only().header("Range")).contains("bytes=1048575-");
            assertThat(file).hasBinaryContent(BYTES);
        }
    }

    @Test
    void beginsAgainWhereTheServerKnowsNoRanges() throws IOException {
        AtomicInteger count = new AtomicInteger();
        try (FakeServer server =
                        new FakeServer(exchange -> answer(exchange, 0, SIZE, count.getAndIncrement() == 0 ? 9 : SIZE));
                BlossomClient client = client(server)) {
            client.get(HASH, file, ReadOptions.defaults()).orThrow();

            assertThat(file).hasBinaryContent(BYTES);
        }
    }

    @Test
    void passesOverInAStreamWhatItHasHadWhereTheServerKnowsNoRanges() throws IOException {
        AtomicInteger count = new AtomicInteger();
        try (FakeServer server = new FakeServer(
                        exchange -> answer(exchange, 0, SIZE, count.getAndIncrement() == 0 ? 500_000 : SIZE));
                BlossomClient client = client(server)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();

            client.get(HASH, out, ReadOptions.defaults()).orThrow();

            assertThat(out.toByteArray()).isEqualTo(BYTES);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Content-Range: bytes 0-1048575/1048576",
                "Content-Range: bytes 400000-1048575/1048576",
                "Content-Range: bytes 399999-399998/1048576",
                "Content-Range: bytes 399999-1048576/1048576",
                "Content-Range: bytes 399999-500000/1048576",
                "Content-Range: chunks 399999-1048575/1048576",
                "Content-Range: bytes */1048576",
                "Content-Type: multipart/byteranges; boundary=b"
            })
    void refusesAnotherPartThanTheOneAskedFor(String header) throws IOException {
        Files.write(part, Arrays.copyOf(BYTES, 400_000));
        try (FakeServer server = new FakeServer(exchange -> exchange.send(
                        206, Arrays.copyOfRange(BYTES, 399_999, SIZE), header.isEmpty() ? "A: b" : header));
                BlossomClient client = client(server)) {
            assertThatExceptionOfType(BlossomException.BadAnswer.class)
                    .isThrownBy(() -> client.get(HASH, file, ReadOptions.defaults()));
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void refusesAPartThatNobodyAskedFor() throws IOException {
        try (FakeServer server = new FakeServer(
                        exchange -> exchange.send(206, BYTES, "Content-Range: bytes 0-1048575/1048576"));
                BlossomClient client = client(server)) {
            assertThatExceptionOfType(BlossomException.BadAnswer.class)
                    .isThrownBy(() -> client.get(HASH, file, ReadOptions.defaults()));
        }
    }

    @Test
    void takesAPartWhoseServerDoesNotKnowTheWhole() throws IOException {
        Files.write(part, Arrays.copyOf(BYTES, 400_001));
        try (FakeServer server = new FakeServer(exchange -> exchange.send(
                        206, Arrays.copyOfRange(BYTES, 400_000, SIZE), "Content-Range: bytes 400000-1048575/*"));
                BlossomClient client = client(server)) {
            client.get(HASH, file, ReadOptions.defaults()).orThrow();

            assertThat(file).hasBinaryContent(BYTES);
        }
    }

    @Test
    void beginsAgainIfThePartIsLongerThanTheBlob() throws IOException {
        Files.write(part, new byte[SIZE + 100]);
        try (FakeServer server = new FakeServer(exchange -> ranged(exchange, SIZE));
                BlossomClient client = client(server)) {
            client.get(HASH, file, ReadOptions.defaults()).orThrow();

            assertThat(server.exchanges()).hasSize(2);
            assertThat(file).hasBinaryContent(BYTES);
        }
    }

    @Test
    void takesA416ForFinalIfItAskedForAll() throws IOException {
        try (FakeServer server = new FakeServer(exchange -> exchange.send(416, ""));
                BlossomClient client = client(server)) {
            assertThat(client.get(HASH, file, ReadOptions.defaults()))
                    .isInstanceOfSatisfying(
                            Answer.Refused.class,
                            no -> assertThat(no.refusal()).isInstanceOf(Refusal.RangeNotSatisfiable.class));
            assertThat(server.exchanges()).hasSize(1);
        }
    }

    @Test
    void beginsAgainIfThePartWasOfAnotherBlob() throws IOException {
        Files.write(part, new byte[400_000]);
        try (FakeServer server = new FakeServer(exchange -> ranged(exchange, SIZE));
                BlossomClient client = client(server)) {
            client.get(HASH, file, ReadOptions.defaults()).orThrow();

            assertThat(server.exchanges()).hasSize(2);
            assertThat(file).hasBinaryContent(BYTES);
        }
    }

    @Test
    void beginsAgainOnlyOnceAndKeepsNothingOfAWrongBlob() throws IOException {
        Files.write(part, Arrays.copyOf(BYTES, 400_000));
        Files.writeString(file, "older");
        byte[] wrong = BYTES.clone();
        wrong[SIZE - 1]++;
        try (FakeServer server = new FakeServer(exchange -> {
                    if (exchange.header("Range").isPresent()) {
                        exchange.send(
                                206,
                                Arrays.copyOfRange(wrong, 399_999, SIZE),
                                "Content-Range: bytes 399999-1048575/1048576");
                    } else {
                        exchange.send(200, wrong);
                    }
                });
                BlossomClient client = client(server)) {
            assertThatExceptionOfType(BlossomException.WrongBlob.class)
                    .isThrownBy(() -> client.get(HASH, file, ReadOptions.defaults()));
            assertThat(server.exchanges()).hasSize(2);
            assertThat(part).doesNotExist();
            assertThat(file).hasContent("older");
        }
    }

    @ParameterizedTest
    @CsvSource({"true, 100000", "false, 100000"})
    void goesOnAsLongAsThereIsProgress(boolean orderly, int piece) throws IOException {
        AtomicInteger count = new AtomicInteger();
        try (FakeServer server = new FakeServer(exchange -> {
                    if (count.getAndIncrement() == 0 || !orderly) {
                        int from = from(exchange);
                        answer(exchange, from, SIZE, Math.min(SIZE - from, piece));
                    } else {
                        ranged(exchange, piece);
                    }
                });
                BlossomClient client = builder(server)
                        .retries(RetryPolicy.defaults().withTries(2))
                        .build()) {
            client.get(HASH, file, ReadOptions.defaults()).orThrow();

            assertThat(server.exchanges()).hasSize(11);
            assertThat(sleeper.pauses()).hasSize(orderly ? 1 : 10);
            assertThat(file).hasBinaryContent(BYTES);
        }
    }

    @Test
    void givesUpOnAServerThatSendsNextToNothingAtATime() throws IOException {
        Files.write(part, Arrays.copyOf(BYTES, 1_000));
        try (FakeServer server = new FakeServer(exchange -> ranged(exchange, 10));
                BlossomClient client = client(server)) {
            assertThatExceptionOfType(BlossomException.Unreachable.class)
                    .isThrownBy(() -> client.get(HASH, file, ReadOptions.defaults()))
                    .withMessageContaining("next to nothing");
            assertThat(server.exchanges()).hasSize(4);
        }
    }

    @Test
    void givesUpOnAServerThatAlwaysBreaksOffAtTheSamePoint() throws IOException {
        try (FakeServer server = new FakeServer(exchange -> answer(exchange, 0, SIZE, 500_000));
                BlossomClient client = client(server)) {
            assertThatExceptionOfType(BlossomException.Unreachable.class)
                    .isThrownBy(() -> client.get(HASH, file, ReadOptions.defaults()));
            assertThat(server.exchanges()).hasSize(4);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 429, 503})
    void keepsThePartIfTheServerRefuses(int status) throws IOException {
        Files.write(part, Arrays.copyOf(BYTES, 1_000));
        try (FakeServer server = new FakeServer(exchange -> exchange.send(status, ""));
                BlossomClient client = client(server)) {
            assertThat(client.get(HASH, file, ReadOptions.defaults())).isInstanceOf(Answer.Refused.class);
            assertThat(part).hasSize(999);
        }
    }

    @Test
    void keepsThePartIfTheCallerIsInterrupted() throws IOException {
        try (FakeServer server = breakingOff(9, 70_000);
                BlossomClient client = builder(server)
                        .sleeper(time -> {
                            throw new InterruptedException();
                        })
                        .build()) {
            assertThatExceptionOfType(BlossomException.Interrupted.class)
                    .isThrownBy(() -> client.get(HASH, file, ReadOptions.defaults()))
                    .withMessageContaining("kept in");
            assertThat(Thread.interrupted()).isTrue();
            assertThat(part).hasSize(70_000);
        }
    }

    @Test
    void doesNotWriteIntoThePartOfAnotherDownload() throws IOException {
        try (PartFile other = PartFile.nextTo(file);
                FakeServer server = new FakeServer(exchange -> ranged(exchange, SIZE));
                BlossomClient client = client(server)) {
            assertThatExceptionOfType(BlossomException.LocalFailure.class)
                    .isThrownBy(() -> client.get(HASH, file, ReadOptions.defaults()))
                    .withMessageContaining("another download");
            assertThat(part).as("that of %s", other).exists();
        }
    }

    @Test
    void asksForThePartWhereTheServerPoints() throws IOException {
        Files.write(part, Arrays.copyOf(BYTES, 400_000));
        try (FakeServer store = new FakeServer(exchange -> ranged(exchange, SIZE));
                FakeServer server = new FakeServer(
                        exchange -> exchange.send(307, "", "Location: %s/%s".formatted(store.uri(), HASH)));
                BlossomClient client = client(server)) {
            client.get(HASH, file, ReadOptions.defaults()).orThrow();

            assertThat(store.only().header("Range")).contains("bytes=399999-");
        }
    }

    @Test
    void countsThePartForTheLimit() throws IOException {
        Files.write(part, Arrays.copyOf(BYTES, 400_000));
        try (FakeServer server = new FakeServer(exchange -> ranged(exchange, SIZE));
                BlossomClient client = client(server)) {
            assertThatExceptionOfType(BlossomException.TooLong.class)
                    .isThrownBy(
                            () -> client.get(HASH, file, ReadOptions.defaults().withMaxBytes(SIZE - 1)))
                    .withMessageContaining("more than 1048575 bytes");
        }
    }

    /** Breaks off so many answers after so many bytes. */
    private static FakeServer breakingOff(int times, int bytes) throws IOException {
        AtomicInteger count = new AtomicInteger();
        return new FakeServer(exchange -> {
            int from = from(exchange);
            answer(exchange, from, SIZE, count.getAndIncrement() < times ? Math.min(bytes, SIZE - from) : SIZE - from);
        });
    }

    /** As a good server does, but never more than so much at a time. */
    private static void ranged(FakeServer.Exchange exchange, int most) throws IOException {
        int from = from(exchange);
        if (from >= SIZE) {
            exchange.send(416, "", "Content-Range: bytes */" + SIZE);
        } else {
            int to = Math.min(SIZE, from + most);
            answer(exchange, from, to, to - from);
        }
    }

    /** Promises the bytes up to {@code to}, and sends some of them. */
    private static void answer(FakeServer.Exchange exchange, int from, int to, int sent) throws IOException {
        exchange.raw(from == 0 ? "HTTP/1.1 200 OK\r\n" : "HTTP/1.1 206 Partial Content\r\n");
        if (from > 0) {
            exchange.raw("Content-Range: bytes %d-%d/%d\r\n".formatted(from, to - 1, SIZE));
        }
        exchange.raw("Content-Type: video/mp4\r\nETag: \"tag\"\r\nContent-Length: %d\r\n\r\n".formatted(to - from));
        exchange.raw(Arrays.copyOfRange(BYTES, from, from + sent));
    }

    private static int from(FakeServer.Exchange exchange) {
        return exchange.header("Range")
                .map(range -> Integer.parseInt(range.replaceAll("bytes=([0-9]+)-", "$1")))
                .orElse(0);
    }

    private BlossomClient client(FakeServer server) {
        return builder(server).build();
    }

    private BlossomClient.Builder builder(FakeServer server) {
        URI uri = server.uri();
        return BlossomClient.builder(uri).clock(clock).sleeper(sleeper);
    }
}
