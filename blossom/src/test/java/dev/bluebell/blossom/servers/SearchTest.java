package dev.bluebell.blossom.servers;

import static dev.bluebell.blossom.servers.Samples.HASH;
import static dev.bluebell.blossom.servers.Samples.HELLO;
import static dev.bluebell.blossom.servers.Samples.SIGNER;
import static dev.bluebell.blossom.servers.Samples.address;
import static dev.bluebell.blossom.servers.Samples.closedPort;
import static dev.bluebell.blossom.servers.Samples.granted;
import static dev.bluebell.blossom.servers.Samples.signed;
import static dev.bluebell.blossom.servers.Samples.text;
import static dev.bluebell.blossom.servers.Samples.together;
import static dev.bluebell.blossom.servers.Samples.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.BlossomUri;
import dev.bluebell.blossom.PaymentProof;
import dev.bluebell.blossom.RefusedException;
import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.blossom.Verb;
import dev.bluebell.blossom.client.PaymentHandler;
import dev.bluebell.blossom.client.ReadOptions;
import dev.bluebell.nostr.PublicKey;
import dev.bluebell.testing.MemoryBlossom;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {

    private static final PublicKey AUTHOR = SIGNER.publicKey();

    private final MemoryBlossom hinted = MemoryBlossom.start();
    private final MemoryBlossom authors = MemoryBlossom.start();
    private final MemoryBlossom own = MemoryBlossom.start();
    private final MemoryBlossom cache = MemoryBlossom.start();
    private final BlossomServers servers = together(own);
    private final BlossomUri uri = uri(OptionalLong.of(HELLO.length), hinted.url());
    private final SearchOptions everywhere = SearchOptions.defaults()
            .withAuthors(author -> List.of(address(authors)))
            .withCache(address(cache));

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void chooseAName() {
        file = folder.resolve("hello.json");
    }

    @AfterEach
    void stop() {
        servers.close();
        all().forEach(MemoryBlossom::close);
    }

    @Test
    void asksTheServersThatTheUriNamesFirst() {
        all().forEach(server -> server.keep(HELLO, "application/json"));

        SearchResult result = search();

        assertThat(result).isInstanceOfSatisfying(SearchResult.Found.class, found -> {
            assertThat(found.source()).isEqualTo(Source.HINT);
            assertThat(found.misses()).isEmpty();
            assertThat(found.fetched().url()).isEqualTo(hinted.url().resolve("/" + HASH + ".json"));
        });
        assertThat(file).hasBinaryContent(HELLO);
        assertThat(Stream.of(authors, own, cache).flatMap(server -> server.requests().stream()))
                .isEmpty();
    }

    @Test
    void asksHintsThenAuthorsThenItsOwnServersThenTheCache() {
        cache.keep(HELLO, "application/json");
        List<Miss> heard = new ArrayList<>();

        SearchResult result = servers.get(uri, file, ReadOptions.defaults(), everywhere.withListener(heard::add));

        assertThat(result)
                .isInstanceOfSatisfying(
                        SearchResult.Found.class,
                        found -> assertThat(found.source()).isEqualTo(Source.CACHE));
        assertThat(result.misses())
                .extracting(Miss::source)
                .containsExactly(Source.HINT, Source.AUTHOR, Source.CONFIGURED);
        assertThat(result.misses())
                .extracting(Miss::place)
                .containsExactly(
                        hinted.url().toString(),
                        authors.url().toString(),
                        own.url().toString());
        assertThat(heard).isEqualTo(result.misses());
        assertThat(file).hasBinaryContent(HELLO);
    }

    @Test
    void findsABlobAtItsAuthorsServers() {
        authors.keep(HELLO, "application/json");

        assertThat(search())
                .isInstanceOfSatisfying(
                        SearchResult.Found.class,
                        found -> assertThat(found.source()).isEqualTo(Source.AUTHOR));
    }

    @Test
    void findsABlobOfWhichNothingButTheHashIsKnown() {
        own.keep(HELLO, "application/json");

        assertThat(servers.get(BlossomUri.of(HASH), file).orThrow().url())
                .isEqualTo(own.url().resolve("/" + HASH));
    }

    @Test
    void reportsAWrongBlobAndAsksTheNextServer() throws IOException {
        Files.writeString(file, "older");
        hinted.keep(HASH.hex(), text("{\"hello\": \"strange\"}"), "application/json");
        authors.keep(HELLO, "application/json");

        SearchResult result = search();

        assertThat(result.orThrow().url().getPort()).isEqualTo(authors.url().getPort());
        assertThat(result.misses())
                .singleElement()
                .satisfies(miss -> assertThat(miss.reason())
                        .isInstanceOf(BlossomException.class)
                        .hasMessageContaining(hinted.url().toString()));
        assertThat(file).hasBinaryContent(HELLO);
    }

    @Test
    void tellsThatAWrongBlobOfTheRightSizeIsAnotherBlob() {
        byte[] strange = HELLO.clone();
        strange[2] ^= 1;
        hinted.keep(HASH.hex(), strange, "application/json");

        assertThat(search().misses().getFirst().reason())
                .isInstanceOfSatisfying(
                        BlossomException.WrongBlob.class,
                        wrong -> assertThat(wrong.expected()).isEqualTo(HASH));
    }

    @Test
    void readsNoMoreThanTheUriSaysThereIs() {
        hinted.keep(HASH.hex(), new byte[1 << 20], "application/json");

        assertThat(search().misses().getFirst().reason())
                .isInstanceOf(BlossomException.TooLong.class)
                .hasMessageContaining("more than %d bytes".formatted(HELLO.length));
    }

    @Test
    void takesNoBlobOfAnotherSizeThanTheUriSays() throws IOException {
        Files.writeString(file, "older");
        hinted.keep(HELLO, "application/json");

        SearchResult result = servers.get(uri(OptionalLong.of(HELLO.length + 1), hinted.url()), file);

        assertThat(result.misses().getFirst().reason())
                .isInstanceOf(BlossomException.BadAnswer.class)
                .hasMessageContaining("there should be %d".formatted(HELLO.length + 1));
        assertThat(file).hasContent("older");
        assertThat(folder.toFile().list()).containsExactly("hello.json");
    }

    @Test
    void listsEveryTryIfTheBlobIsNowhere() {
        own.refuse("GET", "/", 503);
        URI nobody = closedPort();

        SearchResult result =
                servers.get(uri(OptionalLong.empty(), hinted.url(), nobody), file, ReadOptions.defaults(), everywhere);

        assertThat(result).isInstanceOf(SearchResult.NotFound.class);
        assertThat(result.misses()).hasSize(5);
        assertThatExceptionOfType(BlossomException.AllFailed.class)
                .isThrownBy(result::orThrow)
                .withMessageContaining(HASH.hex())
                .withMessageContaining(hinted.url().toString())
                .withMessageContaining(nobody.toString())
                .withMessageContaining("503")
                .satisfies(e -> assertThat(e.getSuppressed())
                        .hasSize(5)
                        .hasAtLeastOneElementOfType(RefusedException.NotFound.class)
                        .hasAtLeastOneElementOfType(BlossomException.Unreachable.class));
        assertThat(file).doesNotExist();
    }

    @Test
    void tellsThatThereIsNobodyToAsk() {
        try (BlossomServers none = signed(List.of()).build()) {
            assertThatExceptionOfType(BlossomException.AllFailed.class)
                    .isThrownBy(() -> none.get(BlossomUri.of(HASH), file).orThrow())
                    .withMessageContaining("there is no server to ask");
        }
    }

    @Test
    void goesOnIfAnAuthorsServersCannotBeFoundOut() {
        own.keep(HELLO, "application/json");
        AuthorServers broken = author -> {
            throw new BlossomException.Unreachable("no relay answers", null);
        };

        SearchResult result = servers.get(
                uri, file, ReadOptions.defaults(), SearchOptions.defaults().withAuthors(broken));

        assertThat(result).isInstanceOf(SearchResult.Found.class);
        assertThat(result.misses()).last().satisfies(miss -> {
            assertThat(miss.place()).contains(AUTHOR.npub());
            assertThat(miss.reason()).hasMessage("no relay answers");
        });
    }

    @Test
    void tellsThatNobodyKnowsTheServersOfAnAuthor() {
        assertThat(servers.get(uri, file).misses()).anySatisfy(miss -> {
            assertThat(miss.source()).isEqualTo(Source.AUTHOR);
            assertThat(miss.reason()).hasMessageContaining("no servers of " + AUTHOR.npub());
        });
    }

    @Test
    void asksNoServerTwice() {
        SearchOptions same = SearchOptions.defaults()
                .withAuthors(author -> List.of(address(hinted), address(own)))
                .withCache(address(own));

        assertThat(servers.get(uri, file, ReadOptions.defaults(), same).misses())
                .hasSize(2);
        assertThat(own.requests()).hasSize(1);
        assertThat(hinted.requests()).hasSize(1);
    }

    @Test
    void asksNoMoreServersThanItMay() {
        URI[] many = Stream.generate(Samples::closedPort).limit(5).toArray(URI[]::new);
        List<ServerAddress> more = Stream.generate(Samples::closedPort)
                .limit(5)
                .map(ServerAddress::new)
                .toList();
        SearchOptions few = SearchOptions.defaults().withAuthors(author -> more).withLimits(new SearchLimits(3, 1, 2));

        assertThat(servers.get(uri(OptionalLong.empty(), many), file, ReadOptions.defaults(), few)
                        .misses())
                .extracting(Miss::source)
                .containsExactly(
                        Source.HINT, Source.HINT, Source.HINT, Source.AUTHOR, Source.AUTHOR, Source.CONFIGURED);
    }

    @Test
    void tellsServersThatOthersNamedNotWhoAsks() {
        Stream.of(hinted, authors, cache).forEach(server -> server.refuse("GET", "/", 401));
        own.rule(request -> request.authorization().isEmpty() ? 401 : MemoryBlossom.PASS);
        own.keep(HELLO, "application/json");

        assertThat(search()).isInstanceOf(SearchResult.Found.class);
        assertThat(Stream.of(hinted, authors).flatMap(server -> server.requests().stream()))
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.authorization()).isEmpty());
        assertThat(verdict(own.requests().getLast(), Verb.GET, "127.0.0.1")).isEqualTo(granted(HASH));
    }

    @Test
    void paysOnlyServersOfItsOwn() {
        List<URI> paid = new ArrayList<>();
        PaymentHandler wallet = (url, bill) -> {
            paid.add(url);
            return Optional.of(PaymentProof.cashu("cashuBmoney"));
        };
        all().forEach(server -> {
            server.keep(HELLO, "application/json");
            server.rule(request -> request.header("x-cashu").isEmpty() ? 402 : MemoryBlossom.PASS);
        });
        ReadOptions paying = ReadOptions.defaults().withPayments(wallet);
        try (BlossomServers here = signed(List.of(own.url()))
                .clients(client -> client.payments(wallet))
                .build()) {
            assertThat(here.get(uri, file, paying, everywhere)).isInstanceOf(SearchResult.Found.class);
            here.get(uri, file, ReadOptions.defaults(), everywhere).orThrow();

            assertThat(paid)
                    .hasSize(2)
                    .allMatch(url -> url.getPort() == own.url().getPort());
        }
    }

    @Test
    void signsForServersThatOthersNamedIfItMay() {
        hinted.rule(request -> request.authorization().isEmpty() ? 401 : MemoryBlossom.PASS);
        hinted.keep(HELLO, "application/json");

        assertThat(servers.get(uri, file, ReadOptions.defaults(), everywhere.withSignToHints(true)))
                .isInstanceOf(SearchResult.Found.class);
    }

    @Test
    void writesIntoAStreamNothingButTheRightBlob() {
        hinted.keep(HASH.hex(), text("{\"hello\": \"strange\"}"), "application/json");
        own.keep(HELLO, "application/json");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (BlossomServers here =
                signed(List.of(own.url())).temporaryFolder(folder).build()) {
            here.get(uri, out, ReadOptions.defaults(), everywhere).orThrow();

            assertThat(out.toByteArray()).isEqualTo(HELLO);
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void writesNothingIntoAStreamThatIsTooLongForATemporaryFile() {
        own.keep(HELLO, "application/json");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (BlossomServers here = signed(List.of(own.url()))
                .temporaryFolder(folder)
                .limits(new ServersLimits(1, HELLO.length - 1))
                .build()) {
            assertThat(here.get(BlossomUri.of(HASH), out, ReadOptions.defaults(), SearchOptions.defaults()))
                    .isInstanceOf(SearchResult.NotFound.class);
            assertThat(out.size()).isZero();
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void stopsIfTheFileCannotBeWritten() {
        all().forEach(server -> server.keep(HELLO, "application/json"));

        assertThatExceptionOfType(BlossomException.LocalFailure.class)
                .isThrownBy(() -> servers.get(uri, folder.resolve("nowhere/hello.json")));
        assertThat(own.requests()).isEmpty();
    }

    private SearchResult search() {
        return servers.get(uri, file, ReadOptions.defaults(), everywhere);
    }

    private Stream<MemoryBlossom> all() {
        return Stream.of(hinted, authors, own, cache);
    }

    private static BlossomUri uri(OptionalLong size, URI... hints) {
        List<String> addresses = Stream.of(hints).map(URI::toString).toList();
        return new BlossomUri(HASH, "json", addresses, List.of(AUTHOR), size);
    }
}
