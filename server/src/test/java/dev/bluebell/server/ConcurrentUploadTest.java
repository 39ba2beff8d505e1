package dev.bluebell.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.testing.RawAnswer;
import dev.bluebell.testing.RawHttp;
import dev.bluebell.testing.RawKey;
import dev.bluebell.testing.RawRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same blob from many at once. */
class ConcurrentUploadTest {

    private static final int CLIENTS = 8;

    @TempDir
    private static Path folder;

    @AutoClose
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(folder);
    }

    @RepeatedTest(5)
    void oneOfEightCreatesTheBlobAndAllOwnIt() throws InterruptedException, ExecutionException {
        Blob blob = Blob.fresh(100_000);
        List<RawHttp> clients = new ArrayList<>();
        int before = server.blobFiles().size();
        try {
            for (int i = 0; i < CLIENTS; i++) {
                RawHttp http = server.connect();
                clients.add(http);
                http.sendHead(server.upload(RawKey.of(100 + i), blob)).send(blob.bytes(0, 99_999));
            }
            // All are in the middle of it; now each sends its last byte.
            Awaitility.await().until(() -> server.temporaryFiles().size() == CLIENTS);

            List<Integer> statuses = finish(clients, blob.bytes(99_999, 100_000));

            assertThat(statuses).containsExactlyInAnyOrder(201, 200, 200, 200, 200, 200, 200, 200);
            assertThat(server.blobFiles()).hasSize(before + 1);
            assertThat(server.temporaryFiles()).isEmpty();
            Answers.assertThat(server.get(blob.path())).hasBody(blob.bytes());
            for (int i = 0; i < CLIENTS; i++) {
                String list =
                        server.get("/list/" + RawKey.of(100 + i).publicKey()).text();
                assertThat(list).contains(blob.hash());
            }
        } finally {
            clients.forEach(RawHttp::close);
        }
    }

    private static List<Integer> finish(List<RawHttp> clients, byte[] end)
            throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = clients.stream()
                    .map(http -> threads.submit(() -> http.send(end).read().status()))
                    .toList();
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : answers) {
                statuses.add(answer.get());
            }
            return statuses;
        }
    }

    @Test
    void anUploadAndADeleteOfTheSameBlobAgree() throws InterruptedException, ExecutionException {
        Blob blob = Blob.fresh(1000);
        RawRequest upload = server.upload(TestServer.ALICE, blob);
        RawRequest delete = server.delete(TestServer.ALICE, blob);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 30; round++) {
                List<Future<RawAnswer>> answers = IntStream.range(0, 4)
                        .mapToObj(i -> threads.submit(() -> server.ask(i % 2 == 0 ? upload : delete)))
                        .toList();
                for (Future<RawAnswer> answer : answers) {
                    assertThat(answer.get().status()).isIn(200, 201, 204, 404);
                }
                // Whoever came last, row and bytes are both there or both gone.
                boolean listed = server.get("/list/" + TestServer.ALICE.publicKey())
                        .text()
                        .contains(blob.hash());
                assertThat(server.get(blob.path()).status()).isEqualTo(listed ? 200 : 404);
                assertThat(server.fileOf(blob).toFile().exists()).isEqualTo(listed);
            }
        }
    }
}
