package dev.bluebell.blossom.client;

import static dev.bluebell.blossom.client.Blobs.SIGNER;
import static dev.bluebell.blossom.client.Blobs.descriptor;
import static dev.bluebell.blossom.client.Blobs.granted;
import static dev.bluebell.blossom.client.Blobs.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bluebell.blossom.BlobDescriptor;
import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.RefusedException;
import dev.bluebell.blossom.Verb;
import dev.bluebell.nostr.PublicKey;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListTest {

    private static final PublicKey AUTHOR = SIGNER.publicKey();

    /** Newest first, three of them in each second. */
    private static final List<BlobDescriptor> BLOBS = IntStream.range(0, 23)
            .mapToObj(i -> descriptor(new BlobHash("%064x".formatted(i)), Instant.ofEpochSecond(9_000 - i / 3)))
            .toList();

    /** How servers page. */
    enum Paging {
        CURSOR,
        CURSOR_REPEATS_ITS_ITEM,
        UNTIL_INCLUSIVE,
        UNTIL_EXCLUSIVE,
        ALL_AT_ONCE;

        Stream<BlobDescriptor> page(Map<String, String> query) {
            Stream<BlobDescriptor> blobs = BLOBS.stream();
            if (this == ALL_AT_ONCE) {
                return blobs;
            }
            long until = Long.parseLong(query.getOrDefault("until", "10000"));
            long latest = this == UNTIL_EXCLUSIVE ? until - 1 : until;
            if (query.containsKey("cursor") && (this == CURSOR || this == CURSOR_REPEATS_ITS_ITEM)) {
                blobs = blobs.dropWhile(blob -> !blob.hash().hex().equals(query.get("cursor")))
                        .skip(this == CURSOR ? 1 : 0);
            }
            return blobs.filter(blob -> blob.uploaded().getEpochSecond() <= latest)
                    .limit(Long.parseLong(query.get("limit")));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Paging.class, names = "UNTIL_EXCLUSIVE", mode = EnumSource.Mode.EXCLUDE)
    void givesEachBlobOnceHoweverTheServerPages(Paging paging) throws IOException {
        for (int pageSize : List.of(4, 5, 23, 100)) {
            try (FakeServer server = listing(paging);
                    BlossomClient client = client(server)) {
                assertThat(client.list(AUTHOR, ListQuery.all().withPageSize(pageSize)))
                        .as("pages of %d", pageSize)
                        .containsExactlyElementsOf(BLOBS);
                assertThat(server.exchanges().getFirst().path()).isEqualTo("/list/%s?limit=%d", AUTHOR, pageSize);
                assertThat(server.exchanges().getFirst().header("Authorization"))
                        .isEmpty();
            }
        }
    }

    @Test
    void losesOnlyWhatAnExclusiveUntilCutsOff() throws IOException {
        try (FakeServer server = listing(Paging.UNTIL_EXCLUSIVE);
                BlossomClient client = client(server)) {
            // Pages of six end with their second.
            assertThat(client.list(AUTHOR, ListQuery.all().withPageSize(6))).containsExactlyElementsOf(BLOBS);
        }
    }

    @Test
    void asksForAPageOnlyWhenItIsReached() throws IOException {
        try (FakeServer server = listing(Paging.CURSOR);
                BlossomClient client = client(server)) {
            Iterator<BlobDescriptor> blobs =
                    client.list(AUTHOR, ListQuery.all().withPageSize(5)).iterator();
            assertThat(server.exchanges()).isEmpty();
            for (int i = 0; i < 5; i++) {
                blobs.next();
            }
            assertThat(server.exchanges()).hasSize(1);
            blobs.next();
            assertThat(server.exchanges()).hasSize(2);
            assertThat(server.exchanges().getLast().path())
                    .endsWith("&cursor=" + BLOBS.get(4).hash());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Paging.class,
            names = {"CURSOR", "ALL_AT_ONCE"})
    void keepsToTheTimesEvenIfTheServerDoesNot(Paging paging) throws IOException {
        ListQuery query = ListQuery.all()
                .withPageSize(4)
                .withSince(Instant.ofEpochSecond(8_995))
                .withUntil(Instant.ofEpochSecond(8_997));
        try (FakeServer server = listing(paging);
                BlossomClient client = client(server)) {
            assertThat(client.list(AUTHOR, query)).containsExactlyElementsOf(BLOBS.subList(9, 18));
            assertThat(server.exchanges().getFirst().path())
                    .contains("since=8995")
                    .contains("until=8997");
        }
    }

    @Test
    void signsOnceWhenAsked() throws IOException {
        try (FakeServer server = new FakeServer(exchange -> {
                    if (exchange.header("Authorization").isPresent()) {
                        exchange.send(200, json(Paging.CURSOR.page(query(exchange))));
                    } else {
                        exchange.send(401, "");
                    }
                });
                BlossomClient client = client(server)) {
            assertThat(client.list(AUTHOR, ListQuery.all().withPageSize(20))).hasSize(23);

            assertThat(server.exchanges()).hasSize(4);
            assertThat(verdict(server.exchanges().get(1), Verb.LIST)).isEqualTo(granted());
            assertThat(server.exchanges().get(2).header("Authorization"))
                    .isEqualTo(server.exchanges().get(1).header("Authorization"));
        }
    }

    @Test
    void throwsWhatTheServerRefuses() throws IOException {
        try (FakeServer server = new FakeServer(exchange -> exchange.send(401, "", "X-Reason: members only"));
                BlossomClient client = client(server)) {
            Iterator<BlobDescriptor> blobs =
                    client.list(AUTHOR, ListQuery.all()).iterator();

            assertThatExceptionOfType(RefusedException.Unauthorized.class)
                    .isThrownBy(blobs::hasNext)
                    .withMessageContaining("members only");
            assertThat(server.exchanges()).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "<html>", "[{}]", "[1]"})
    void makesNothingOfWhatIsNoList(String body) throws IOException {
        try (FakeServer server = new FakeServer(exchange -> exchange.send(200, body));
                BlossomClient client = client(server)) {
            Iterator<BlobDescriptor> blobs =
                    client.list(AUTHOR, ListQuery.all()).iterator();

            assertThatExceptionOfType(BlossomException.BadAnswer.class).isThrownBy(blobs::hasNext);
        }
    }

    @Test
    void endsEvenIfTheServerDoesNot() throws IOException {
        try (FakeServer server = new FakeServer(exchange -> {
                    BlobHash fresh = new BlobHash("%064x".formatted(System.nanoTime()));
                    exchange.send(200, json(Stream.of(descriptor(fresh, Instant.now()))));
                });
                BlossomClient client = client(server, b -> b.limits(new ClientLimits(1_000, 5, 7)))) {
            Iterator<BlobDescriptor> blobs =
                    client.list(AUTHOR, ListQuery.all()).iterator();

            assertThatExceptionOfType(BlossomException.BadAnswer.class)
                    .isThrownBy(() -> blobs.forEachRemaining(blob -> {}))
                    .withMessageContaining("more than 7 pages");
            assertThat(server.exchanges()).hasSize(7);
        }
    }

    @Test
    void endsIfBlobsHaveNoTimes() throws IOException {
        String page = json(BLOBS.stream()).replaceAll("\"uploaded\":[0-9]+", "\"uploaded\":-31557014167219200");
        try (FakeServer server = new FakeServer(exchange -> exchange.send(200, page));
                BlossomClient client = client(server)) {
            assertThat(client.list(AUTHOR, ListQuery.all().withSince(Instant.MIN)))
                    .hasSize(23);
        }
    }

    @Test
    void hasPagesWithAtLeastOneItem() {
        assertThatIllegalArgumentException().isThrownBy(() -> ListQuery.all().withPageSize(0));
    }

    private static FakeServer listing(Paging paging) throws IOException {
        return new FakeServer(exchange -> exchange.send(200, json(paging.page(query(exchange)))));
    }

    private static String json(Stream<BlobDescriptor> blobs) {
        return blobs.map(BlobDescriptor::toJson).collect(Collectors.joining(",", "[", "]"));
    }

    private static Map<String, String> query(FakeServer.Exchange exchange) {
        Map<String, String> query = new HashMap<>();
        String text = exchange.path().substring(exchange.path().indexOf('?') + 1);
        for (String parameter : text.split("&", -1)) {
            query.put(parameter.substring(0, parameter.indexOf('=')), parameter.substring(parameter.indexOf('=') + 1));
        }
        return query;
    }

    private static BlossomClient client(FakeServer server) {
        return client(server, UnaryOperator.identity());
    }

    private static BlossomClient client(FakeServer server, UnaryOperator<BlossomClient.Builder> options) {
        return options.apply(BlossomClient.builder(server.uri()).signer(SIGNER).retries(RetryPolicy.none()))
                .build();
    }
}
