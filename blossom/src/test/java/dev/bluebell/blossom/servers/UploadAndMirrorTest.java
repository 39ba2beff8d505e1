package dev.bluebell.blossom.servers;

import static dev.bluebell.blossom.servers.Samples.BLOB;
import static dev.bluebell.blossom.servers.Samples.HASH;
import static dev.bluebell.blossom.servers.Samples.HELLO;
import static dev.bluebell.blossom.servers.Samples.address;
import static dev.bluebell.blossom.servers.Samples.blob;
import static dev.bluebell.blossom.servers.Samples.granted;
import static dev.bluebell.blossom.servers.Samples.localhost;
import static dev.bluebell.blossom.servers.Samples.pause;
import static dev.bluebell.blossom.servers.Samples.signed;
import static dev.bluebell.blossom.servers.Samples.together;
import static dev.bluebell.blossom.servers.Samples.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.PaymentProof;
import dev.bluebell.blossom.RefusedException;
import dev.bluebell.blossom.Verb;
import dev.bluebell.blossom.client.LocalBlob;
import dev.bluebell.blossom.client.WriteOptions;
import dev.bluebell.testing.MemoryBlossom;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadAndMirrorTest {

    private final MemoryBlossom one = MemoryBlossom.start();
    private final MemoryBlossom two = MemoryBlossom.start();
    private final MemoryBlossom three = MemoryBlossom.start();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        List.of(one, two, three).forEach(MemoryBlossom::close);
    }

    @Test
    void sendsTheBlobOnceAndHasTheOthersFetchIt() {
        try (BlossomServers servers = together(one, two, three)) {
            Copies copies = servers.uploadAndMirror(BLOB);

            assertThat(copies.complete()).isTrue();
            Copy.Way mirrored = new Copy.Mirrored(copies.urls().getFirst());
            assertThat(ways(copies)).containsExactly(new Copy.Uploaded(), mirrored, mirrored);
            assertThat(two.bytes(HASH.hex())).isEqualTo(HELLO);
            assertThat(two.requests("PUT", "/upload")).isEmpty();
            assertThat(three.requests("PUT", "/upload")).isEmpty();
        }
    }

    @Test
    void beginsWithTheFirstServerThatTakesTheBlob() {
        one.refuse("PUT", "/upload", 403);
        try (BlossomServers servers = together(one, two, three)) {
            Copies copies = servers.uploadAndMirror(BLOB);

            assertThat(copies.outcomes().getFirst()).isInstanceOf(Outcome.Refused.class);
            assertThat(copies.holders()).containsExactly(address(two), address(three));
            assertThat(copies.outcomes().get(2).orThrow().way())
                    .isEqualTo(new Copy.Mirrored(copies.urls().getFirst()));
        }
    }

    @Test
    void asksEveryServerBeforeItGivesUp() {
        List.of(one, two, three).forEach(server -> server.refuse("PUT", "/upload", 403));
        try (BlossomServers servers = together(one, two, three)) {
            assertThat(servers.uploadAndMirror(BLOB).outcomes())
                    .hasSize(3)
                    .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Refused.class));
        }
    }

    @Test
    void sendsTheBlobWhereMirroringFailsAndSaysSo() {
        two.refuse("PUT", "/mirror", 404);
        three.refuse("PUT", "/mirror", 502);
        try (BlossomServers servers = together(one, two, three)) {
            Copies copies = servers.uploadAndMirror(BLOB);

            assertThat(copies.complete()).isTrue();
            assertThat(ways(copies).subList(1, 3))
                    .allSatisfy(way -> assertThat(way).isInstanceOf(Copy.UploadedInstead.class));
            assertThat(ways(copies).get(2))
                    .isInstanceOfSatisfying(
                            Copy.UploadedInstead.class,
                            way -> assertThat(way.mirrorFailure()).hasMessageContaining("502"));
            assertThat(three.bytes(HASH.hex())).isEqualTo(HELLO);
        }
    }

    @Test
    void tellsOfBothFailuresWhereNeitherWayWorks() {
        two.rule(request -> request.target().equals("/mirror") ? 500 : 415);
        try (BlossomServers servers = together(one, two)) {
            Outcome<Copy> outcome = servers.uploadAndMirror(BLOB).outcomes().get(1);

            assertThat(outcome.failure()).hasValueSatisfying(reason -> {
                assertThat(reason).isInstanceOf(RefusedException.UnsupportedType.class);
                assertThat(reason.getSuppressed())
                        .singleElement()
                        .satisfies(before -> assertThat(before).hasMessageContaining("500"));
            });
        }
    }

    @Test
    void doesNotSendABlobToAServerThatWantsToBePaidForIt() {
        two.refuse("PUT", "/mirror", 402);
        try (BlossomServers servers = together(one, two)) {
            assertThat(servers.uploadAndMirror(BLOB).outcomes().get(1).failure())
                    .containsInstanceOf(RefusedException.PaymentRequired.class);
            assertThat(two.requests("PUT", "/upload")).isEmpty();
        }
    }

    @Test
    void doesNotPayTwiceAServerThatRefusesWhatItWasPaid() {
        AtomicInteger payments = new AtomicInteger();
        two.rule(request -> request.header("x-cashu").isEmpty() ? 402 : 400);
        try (BlossomServers servers = paying(payments, one, two)) {
            assertThat(servers.uploadAndMirror(BLOB).outcomes().get(1).failure())
                    .containsInstanceOf(RefusedException.ProofRefused.class);
            assertThat(two.requests("PUT", "/upload")).isEmpty();
            assertThat(payments).hasValue(1);
        }
    }

    @Test
    void provesTheSamePaymentIfAPaidMirrorFails() {
        AtomicInteger payments = new AtomicInteger();
        two.rule(request -> {
            if (request.header("x-cashu").isEmpty()) {
                return 402;
            }
            return request.target().equals("/mirror") ? 502 : MemoryBlossom.PASS;
        });
        try (BlossomServers servers = paying(payments, one, two)) {
            assertThat(servers.uploadAndMirror(BLOB).complete()).isTrue();
            assertThat(payments).hasValue(1);
        }
    }

    private static BlossomServers paying(AtomicInteger payments, MemoryBlossom... servers) {
        return signed(Stream.of(servers).map(MemoryBlossom::url).toList())
                .clients(client -> client.payments(
                        (url, bill) -> Optional.of(PaymentProof.cashu("cashuBnumber" + payments.incrementAndGet()))))
                .build();
    }

    @Test
    void givesAServerMoreTimeForALargeBlob() {
        two.rule(request -> {
            if (request.target().equals("/upload")) {
                return 500;
            }
            pause(Duration.ofSeconds(2));
            return MemoryBlossom.PASS;
        });
        try (BlossomServers servers = signed(List.of(one.url(), two.url()))
                .workTimeout(Duration.ofSeconds(1))
                .build()) {
            assertThat(servers.uploadAndMirror(BLOB).outcomes().get(1)).isInstanceOf(Outcome.Refused.class);

            LocalBlob large = blob(new byte[64 << 20], "application/octet-stream");
            assertThat(servers.uploadAndMirror(large).complete()).isTrue();
        }
    }

    @Test
    void mirrorsWhatTheFirstServerMadeOfAPictureWithATokenForThat() {
        BlobHash result = BLOB.hash();
        LocalBlob picture = blob(twice(HELLO), "image/png");
        try (BlossomServers servers = signed(List.of(one.url(), localhost(two))).build()) {
            Copies copies = servers.uploadMediaAndMirror(picture, WriteOptions.defaults(), UploadListener.NONE);

            assertThat(copies.complete()).isTrue();
            assertThat(two.hashes()).containsExactly(result.hex());
            assertThat(verdict(one.requests("PUT", "/media").getFirst(), Verb.MEDIA, "127.0.0.1"))
                    .isEqualTo(granted(picture.hash()));
            assertThat(verdict(two.requests("PUT", "/mirror").getFirst(), Verb.UPLOAD, "localhost"))
                    .isEqualTo(granted(result));
        }
    }

    @Test
    void carriesWhatTheFirstServerMadeOfAPictureToThoseThatDoNotFetchIt() {
        LocalBlob picture = blob(twice(HELLO), "image/png");
        two.refuse("PUT", "/mirror", 501);
        three.refuse("PUT", "/mirror", 404);
        try (BlossomServers servers = signed(List.of(one.url(), two.url(), three.url()))
                .temporaryFolder(folder)
                .build()) {
            Copies copies = servers.uploadMediaAndMirror(picture, WriteOptions.defaults(), UploadListener.NONE);

            assertThat(copies.complete()).isTrue();
            assertThat(three.bytes(HASH.hex())).isEqualTo(HELLO);
            assertThat(three.type(HASH.hex())).isEqualTo("image/webp");
            assertThat(one.requests("GET", "/")).hasSize(1);
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void carriesNothingThatIsTooLongForATemporaryFile() {
        two.refuse("PUT", "/mirror", 501);
        try (BlossomServers servers = signed(List.of(one.url(), two.url()))
                .temporaryFolder(folder)
                .limits(new ServersLimits(4, 1))
                .build()) {
            Copies copies = servers.uploadMediaAndMirror(
                    blob(twice(HELLO), "image/png"), WriteOptions.defaults(), UploadListener.NONE);

            assertThat(copies.outcomes().get(1).failure())
                    .containsInstanceOf(BlossomException.TooLong.class)
                    .hasValueSatisfying(reason -> assertThat(reason).hasMessageContaining("more than 1 bytes"));
            assertThat(folder).isEmptyDirectory();
        }
    }

    private static List<Copy.Way> ways(Copies copies) {
        return copies.outcomes().stream()
                .map(outcome -> outcome.orThrow().way())
                .toList();
    }

    private static byte[] twice(byte[] bytes) {
        byte[] both = Arrays.copyOf(bytes, 2 * bytes.length);
        System.arraycopy(bytes, 0, both, bytes.length, bytes.length);
        return both;
    }
}
