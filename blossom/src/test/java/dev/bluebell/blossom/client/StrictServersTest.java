package dev.bluebell.blossom.client;

import static dev.bluebell.blossom.client.Blobs.SIGNER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.blossom.BlobDescriptor;
import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.Refusal;
import dev.bluebell.testing.Dialect;
import dev.bluebell.testing.MemoryBlossom;
import dev.bluebell.testing.Quirk;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a server is particular about, each call comes to its end there, whatever the clock says. */
class StrictServersTest {

    private static final WriteOptions WRITE = WriteOptions.defaults().withSentence("Grüße – weil ja? >~");

    static Stream<Arguments> servers() {
        Stream<Arguments> dialects = Stream.of(Dialect.values())
                .map(Dialect::quirks)
                .flatMap(some -> Stream.of(some, with(some, Quirk.PRIVATE)))
                .flatMap(some -> Stream.of(-10, 0, 10).map(minutes -> Arguments.of(some, minutes)));
        Stream<Arguments> quirks = Stream.of(Quirk.values()).map(one -> Arguments.of(Set.of(one), 0));
        return Stream.concat(dialects, quirks);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void doAllThatTheyAreAsked(Set<Quirk> quirks, int minutesAhead) {
        try (MemoryBlossom origin = MemoryBlossom.start();
                MemoryBlossom server = MemoryBlossom.start(quirks);
                BlossomClient client = client(server, minutesAhead)) {
            List<LocalBlob> blobs =
                    IntStream.range(0, 5).mapToObj(i -> blob("blob " + i)).toList();
            for (LocalBlob blob : blobs) {
                assertThat(client.check(blob, WRITE)).matches(answer -> fits(answer, quirks));
                client.upload(blob, WRITE).orThrow();
            }
            BlobHash hash = blobs.getFirst().hash();

            ByteArrayOutputStream out = new ByteArrayOutputStream();
            client.get(hash, out, ReadOptions.defaults()).orThrow();
            assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("blob 0");
            assertThat(client.head(hash, ReadOptions.defaults()).orThrow().type())
                    .isEqualTo(quirks.contains(Quirk.BARE_HEAD) ? BlobDescriptor.UNKNOWN_TYPE : "text/plain");
            assertThat(client.list(SIGNER.publicKey(), ListQuery.all().withPageSize(2)))
                    .extracting(BlobDescriptor::hash)
                    .containsExactlyElementsOf(
                            blobs.reversed().stream().map(LocalBlob::hash).toList());
            client.uploadMedia(blob("a picture"), WRITE).orThrow();
            BlobHash elsewhere = new BlobHash(origin.keep(new byte[] {1, 2, 3}, "image/png"));
            client.mirror(origin.url().resolve("/" + elsewhere), elsewhere, WRITE)
                    .orThrow();
            client.delete(hash, WRITE).orThrow();
            assertThat(server.hashes()).contains(elsewhere.hex()).doesNotContain(hash.hex());
        }
    }

    /** What is learnt is not learnt again: of ten uploads only the first may be refused, for its token, digest or clock. */
    @ParameterizedTest
    @MethodSource("servers")
    void refuseOnlyTheFirst(Set<Quirk> quirks, int minutesAhead) {
        try (MemoryBlossom server = MemoryBlossom.start(quirks);
                BlossomClient client = client(server, minutesAhead)) {
            List<Integer> requests = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                client.upload(blob("blob " + i), WRITE).orThrow();
                requests.add(server.requests().size());
            }

            assertThat(requests.getFirst()).isLessThanOrEqualTo(3);
            assertThat(requests.getLast() - requests.getFirst()).isEqualTo(9);
        }
    }

    @Test
    void refuseTokensThatAreNoGood() {
        for (Dialect dialect : Dialect.values()) {
            try (MemoryBlossom server = MemoryBlossom.start(dialect.quirks());
                    BlossomClient unsigned = BlossomClient.builder(server.url()).build()) {
                assertThat(unsigned.delete(blob("a").hash(), WRITE))
                        .as(dialect.name())
                        .isInstanceOf(Answer.Refused.class);
            }
        }
    }

    private static boolean fits(Answer<Accepted> answer, Set<Quirk> quirks) {
        return switch (answer) {
            case Answer.Ok<Accepted> ok -> true;
            case Answer.Refused<Accepted>(URI url, Refusal refusal) ->
                refusal instanceof Refusal.NotFound && quirks.contains(Quirk.NO_CHECK);
        };
    }

    private static Set<Quirk> with(Set<Quirk> quirks, Quirk one) {
        Set<Quirk> more = EnumSet.of(one);
        more.addAll(quirks);
        return Set.copyOf(more);
    }

    private static LocalBlob blob(String words) {
        return LocalBlob.of(() -> new ByteArrayInputStream(words.getBytes(StandardCharsets.UTF_8)), "text/plain");
    }

    private static BlossomClient client(MemoryBlossom server, int minutesAhead) {
        return BlossomClient.builder(server.url())
                .signer(SIGNER)
                .clock(() -> Instant.now().plus(Duration.ofMinutes(minutesAhead)))
                .retries(RetryPolicy.none())
                .build();
    }
}
