package dev.bluebell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.client.Answer;
import dev.bluebell.blossom.client.BlossomClient;
import dev.bluebell.blossom.client.LocalBlob;
import dev.bluebell.blossom.client.ReadOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Kills the server by SIGKILL at random moments while several owners upload and delete the same blobs.
 *
 * <p>{@code -Dbluebell.crash.seed=N} repeats the same work, though not the same moments, which are up to the machine.
 */
class CrashTest {

    private static final int LANES = 2;
    private static final int KILLS = 16; // in each lane
    private static final int OWNERS = 4;

    /** So few that owners meet: they claim the same blobs, and drop the claims of each other's. */
    private static final int BLOBS_A_ROUND = 50;

    private static final int MOST_PROMISES_A_ROUND = 60;
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(30);

    private final long seed = Long.getLong("bluebell.crash.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<Owner> owners = Stream.generate(Owner::new).limit(OWNERS).toList();

    @TempDir
    private Path home;

    @RepeatedTest(LANES)
    @Execution(ExecutionMode.CONCURRENT) // a lane is one server after another, most of whose time is starting up
    void whatWasPromisedSurvivesSigkillAtAnyMoment() throws Exception {
        System.out.println("CrashTest: -Dbluebell.crash.seed=" + seed);
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int round = 0; round < KILLS; round++) {
                try (ServerProcess server = ServerProcess.start(home)) {
                    check(server, http, touched());
                    workAndKill(server, http, round);
                }
            }
            try (ServerProcess server = ServerProcess.start(home)) {
                Set<BlobHash> all = union(owners.stream().map(Owner::known));
                check(server, http, all);
                assertThat(all).hasSizeGreaterThan(KILLS);
            }
        }
    }

    private void workAndKill(ServerProcess server, HttpClient http, int round) throws Exception {
        CountDownLatch promises = new CountDownLatch(random.nextInt(MOST_PROMISES_A_ROUND));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> work = new ArrayList<>();
            for (Owner owner : owners) {
                Random own = new Random(random.nextLong());
                work.add(threads.submit(() -> owner.workUntilItDies(
                        server.url(), http, own, pick -> blob(round, pick), promises::countDown)));
            }
            boolean busy = promises.await(LONGEST_ROUND.toSeconds(), TimeUnit.SECONDS);
            // Not a wait for something: the promises end at the same point of a request, the kill shall hit any.
            LockSupport.parkNanos(random.nextLong(TimeUnit.MILLISECONDS.toNanos(20)));
            server.close();
            for (Future<?> one : work) {
                joined(one);
            }
            assertThat(busy)
                    .as("the server did its work; it said: %s", server.errors())
                    .isTrue();
        }
    }

    private static void joined(Future<?> work) throws InterruptedException {
        try {
            work.get();
        } catch (ExecutionException e) {
            throw new AssertionError("an owner failed", e.getCause());
        }
    }

    /** One in eight is large: its upload is cut off in the middle more often than between two steps. */
    private LocalBlob blob(int round, int pick) {
        int number = Math.floorMod(pick, BLOBS_A_ROUND);
        Random content = new Random(seed + (long) round * BLOBS_A_ROUND + number);
        byte[] bytes = new byte[number % 8 == 0 ? content.nextInt(1 << 18, 1 << 21) : content.nextInt(1, 1 << 13)];
        content.nextBytes(bytes);
        return LocalBlob.of(() -> new ByteArrayInputStream(bytes), "application/octet-stream");
    }

    private void check(ServerProcess server, HttpClient http, Set<BlobHash> closely) throws IOException {
        owners.forEach(owner -> owner.checkList(server.url(), http));
        Set<BlobHash> kept = union(owners.stream().map(Owner::kept));
        Set<Path> expected = kept.stream().map(CrashTest::pathOf).collect(Collectors.toSet());
        expected.add(Path.of("lock"));
        Path blobs = server.data().resolve("blobs");
        assertThat(filesIn(blobs)).as("seed %d", seed).isEqualTo(expected);

        BlossomClient client =
                BlossomClient.builder(server.url()).httpClient(http).build();
        for (BlobHash hash : closely) {
            if (kept.contains(hash)) {
                client.get(hash, OutputStream.nullOutputStream(), ReadOptions.defaults())
                        .orThrow();
                assertThat(LocalBlob.of(blobs.resolve(pathOf(hash))).hash()).isEqualTo(hash);
            } else {
                assertThat(client.head(hash, ReadOptions.defaults()))
                        .isInstanceOfSatisfying(
                                Answer.Refused.class,
                                no -> assertThat(no.refusal().status()).isEqualTo(404));
            }
        }
    }

    private static Path pathOf(BlobHash hash) {
        String hex = hash.hex();
        return Path.of(hex.substring(0, 2), hex.substring(2, 4), hex);
    }

    private static Set<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(folder::relativize).collect(Collectors.toSet());
        }
    }

    private Set<BlobHash> touched() {
        return union(owners.stream().map(Owner::touched));
    }

    private static Set<BlobHash> union(Stream<Set<BlobHash>> sets) {
        Set<BlobHash> all = new HashSet<>();
        sets.forEach(all::addAll);
        return all;
    }
}
