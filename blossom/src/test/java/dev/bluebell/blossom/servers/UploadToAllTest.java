package dev.bluebell.blossom.servers;

import static dev.bluebell.blossom.servers.Samples.BLOB;
import static dev.bluebell.blossom.servers.Samples.HASH;
import static dev.bluebell.blossom.servers.Samples.HELLO;
import static dev.bluebell.blossom.servers.Samples.address;
import static dev.bluebell.blossom.servers.Samples.blob;
import static dev.bluebell.blossom.servers.Samples.closedPort;
import static dev.bluebell.blossom.servers.Samples.granted;
import static dev.bluebell.blossom.servers.Samples.localhost;
import static dev.bluebell.blossom.servers.Samples.pause;
import static dev.bluebell.blossom.servers.Samples.signed;
import static dev.bluebell.blossom.servers.Samples.together;
import static dev.bluebell.blossom.servers.Samples.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.PaymentProof;
import dev.bluebell.blossom.Refusal;
import dev.bluebell.blossom.RefusedException;
import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.blossom.TokenVerdict;
import dev.bluebell.blossom.Verb;
import dev.bluebell.blossom.client.LocalBlob;
import dev.bluebell.blossom.client.ProgressListener;
import dev.bluebell.blossom.client.WriteOptions;
import dev.bluebell.testing.MemoryBlossom;
import dev.bluebell.testing.Quirk;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UploadToAllTest {

    private final MemoryBlossom one = MemoryBlossom.start();
    private final MemoryBlossom two = MemoryBlossom.start();
    private final MemoryBlossom three = MemoryBlossom.start();

    @AfterEach
    void stop() {
        List.of(one, two, three).forEach(MemoryBlossom::close);
    }

    @Test
    void storesTheBlobOnEveryServer() {
        try (BlossomServers servers = together(one, two, three)) {
            Copies copies = servers.uploadToAll(BLOB);

            assertThat(copies.complete()).isTrue();
            assertThat(copies.holders()).containsExactly(address(one), address(two), address(three));
            assertThat(copies.outcomes())
                    .allSatisfy(outcome -> assertThat(outcome.orThrow().way()).isEqualTo(new Copy.Uploaded()));
            assertThat(List.of(one, two, three))
                    .allSatisfy(server -> assertThat(server.bytes(HASH.hex())).isEqualTo(HELLO));
        }
    }

    @Test
    void readsTheSourceOnceToHashAndOnceForEachServer() {
        AtomicInteger opened = new AtomicInteger();
        LocalBlob counted = LocalBlob.of(
                () -> {
                    opened.incrementAndGet();
                    return new ByteArrayInputStream(HELLO);
                },
                "application/json");
        try (BlossomServers servers = together(one, two, three)) {
            servers.uploadToAll(counted).orThrow();

            assertThat(opened).hasValue(1 + 3);
        }
    }

    @Test
    void sendsToSeveralServersAtATime() {
        CyclicBarrier all = new CyclicBarrier(3);
        List.of(one, two, three).forEach(server -> server.rule(request -> meet(all)));
        try (BlossomServers servers = together(one, two, three)) {
            assertThat(servers.uploadToAll(BLOB).complete()).isTrue();
        }
    }

    @Test
    void sendsToNoMoreServersAtATimeThanItMay() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List.of(one, two, three)
                .forEach(server -> server.rule(request -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    pause(Duration.ofMillis(50));
                    now.decrementAndGet();
                    return MemoryBlossom.PASS;
                }));
        try (BlossomServers servers = signed(List.of(one.url(), two.url(), three.url()))
                .limits(new ServersLimits(1, 1 << 20))
                .build()) {
            assertThat(servers.uploadToAll(BLOB).complete()).isTrue();
            assertThat(most).hasValue(1);
        }
    }

    @Test
    void tellsWhatBecameOfItAtEachServer() {
        URI nobody = closedPort();
        two.refuse("PUT", "/upload", 413);
        try (BlossomServers servers =
                signed(List.of(nobody, one.url(), two.url())).build()) {
            Copies copies = servers.uploadToAll(BLOB);

            assertThat(copies.complete()).isFalse();
            assertThat(copies.urls()).containsExactly(one.url().resolve("/" + HASH + ".bin"));
            assertThat(copies.outcomes()).extracting(Outcome::server).isEqualTo(servers.addresses());
            assertThat(copies.outcomes().get(0))
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.reason()).isInstanceOf(BlossomException.Unreachable.class));
            assertThat(copies.outcomes().get(1)).isInstanceOf(Outcome.Done.class);
            assertThat(copies.outcomes().get(2))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.reason().refusal()).isInstanceOf(Refusal.TooLarge.class));
            assertThatExceptionOfType(RefusedException.TooLarge.class)
                    .isThrownBy(copies.outcomes().get(2)::orThrow);
        }
    }

    @Test
    void namesEveryReasonIfNoServerTakesTheBlob() {
        one.refuse("PUT", "/upload", 403);
        two.refuse("PUT", "/upload", 507);
        try (BlossomServers servers = together(one, two)) {
            Copies copies = servers.uploadToAll(BLOB);

            assertThatExceptionOfType(BlossomException.AllFailed.class)
                    .isThrownBy(copies::orThrow)
                    .withMessageContaining(one.url().toString())
                    .withMessageContaining("403")
                    .withMessageContaining(two.url().toString())
                    .withMessageContaining("507")
                    .satisfies(e -> assertThat(e.getSuppressed()).hasSize(2));
        }
    }

    @Test
    void givesEachServerATokenThatIsGoodThereAlone() {
        try (BlossomServers servers = signed(List.of(one.url(), localhost(two))).build()) {
            servers.uploadToAll(BLOB).orThrow();

            MemoryBlossom.Request first = one.requests("PUT", "/upload").getFirst();
            MemoryBlossom.Request second = two.requests("PUT", "/upload").getFirst();
            assertThat(verdict(first, Verb.UPLOAD, "127.0.0.1")).isEqualTo(granted(HASH));
            assertThat(verdict(first, Verb.UPLOAD, "localhost")).isInstanceOf(TokenVerdict.Refused.class);
            assertThat(verdict(second, Verb.UPLOAD, "localhost")).isEqualTo(granted(HASH));
        }
    }

    @Test
    void doesNotFailAtAllServersIfOneCannotBePaid() {
        one.refuse("PUT", "/upload", 402);
        try (BlossomServers servers = signed(List.of(one.url(), two.url()))
                .clients(client -> client.payments((url, bill) -> {
                    throw new IllegalStateException("no money");
                }))
                .build()) {
            Copies copies = servers.uploadToAll(BLOB);

            assertThat(copies.outcomes().getFirst().failure()).containsInstanceOf(BlossomException.PaymentFailed.class);
            assertThat(copies.holders()).containsExactly(address(two));
        }
    }

    @Test
    void learnsWhatAServerWantsFromLargeBlobsToo() {
        LocalBlob large = blob(new byte[64 << 20], "application/octet-stream");
        try (MemoryBlossom strict = MemoryBlossom.start(Set.of(Quirk.CONTENT_DIGEST));
                BlossomServers servers = signed(List.of(strict.url())).build()) {
            assertThat(servers.uploadToAll(large).complete()).isTrue();
            assertThat(servers.uploadToAll(large).complete()).isTrue();

            List<MemoryBlossom.Request> requests = strict.requests("PUT", "/upload");
            assertThat(requests).hasSize(3);
            assertThat(requests)
                    .extracting(MemoryBlossom.Request::authorization)
                    .containsOnly(requests.getFirst().authorization());
        }
    }

    @Test
    void paysEachServerByItself() {
        AtomicInteger payments = new AtomicInteger();
        Stream.of(one, two)
                .forEach(server ->
                        server.rule(request -> request.header("x-cashu").isEmpty() ? 402 : MemoryBlossom.PASS));
        try (BlossomServers servers = signed(List.of(one.url(), two.url()))
                .clients(client -> client.payments(
                        (url, bill) -> Optional.of(PaymentProof.cashu("cashuBnumber" + payments.incrementAndGet()))))
                .build()) {
            assertThat(servers.uploadToAll(BLOB).complete()).isTrue();

            assertThat(Stream.of(one, two)
                            .map(server -> server.requests().getLast().header("x-cashu")))
                    .containsExactlyInAnyOrder("cashuBnumber1", "cashuBnumber2");
        }
    }

    @Test
    void tellsHowFarItIsAtEachServer() {
        LocalBlob large = blob(new byte[300_000], "application/octet-stream");
        Map<ServerAddress, List<Long>> heard = new ConcurrentHashMap<>();
        List<Outcome<Copy>> ended = new CopyOnWriteArrayList<>();
        UploadListener listener = new UploadListener() {
            @Override
            public ProgressListener begins(ServerAddress server) {
                return heard.computeIfAbsent(server, unused -> new CopyOnWriteArrayList<>())::add;
            }

            @Override
            public void ends(Outcome<Copy> outcome) {
                ended.add(outcome);
            }
        };
        try (BlossomServers servers = together(one, two)) {
            Copies copies = servers.uploadToAll(large, WriteOptions.defaults(), listener);

            assertThat(heard.keySet()).isEqualTo(Set.of(address(one), address(two)));
            assertThat(heard.values())
                    .allSatisfy(bytes -> assertThat(bytes)
                            .isSorted()
                            .hasSizeGreaterThan(1)
                            .last()
                            .isEqualTo(300_000L));
            assertThat(ended).containsExactlyInAnyOrderElementsOf(copies.outcomes());
        }
    }

    @Test
    void endsIfItsThreadIsInterrupted() throws InterruptedException {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        one.rule(request -> {
            arrived.countDown();
            return wait(never);
        });
        List<Throwable> thrown = new CopyOnWriteArrayList<>();
        try (BlossomServers servers = together(one, two)) {
            Thread thread = Thread.ofVirtual().start(() -> {
                try {
                    servers.uploadToAll(BLOB);
                } catch (BlossomException.Interrupted e) {
                    thrown.add(e);
                }
            });
            arrived.await();
            thread.interrupt();
            thread.join();

            assertThat(thrown).hasSize(1);
        } finally {
            never.countDown();
        }
    }

    @Test
    void makesAReferenceThatNamesTheServersThatHaveTheBlob() {
        two.refuse("PUT", "/upload", 403);
        try (BlossomServers servers = together(one, two, three)) {
            assertThat(servers.uploadToAll(BLOB).uri()).satisfies(uri -> {
                assertThat(uri.hash()).isEqualTo(HASH);
                assertThat(uri.extension()).isEqualTo("json");
                assertThat(uri.serverAddresses()).containsExactly(one.url(), three.url());
                assertThat(uri.sizeBytes()).isEqualTo(OptionalLong.of(HELLO.length));
            });
        }
    }

    private static int meet(CyclicBarrier others) {
        try {
            others.await(10, TimeUnit.SECONDS);
            return MemoryBlossom.PASS;
        } catch (BrokenBarrierException | TimeoutException | InterruptedException e) {
            return 500;
        }
    }

    private static int wait(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return MemoryBlossom.PASS;
    }
}
