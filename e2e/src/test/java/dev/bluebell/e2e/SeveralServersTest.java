package dev.bluebell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.BlossomUri;
import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.blossom.ServerList;
import dev.bluebell.blossom.client.LocalBlob;
import dev.bluebell.blossom.client.ReadOptions;
import dev.bluebell.blossom.client.ServerLists;
import dev.bluebell.blossom.client.WriteOptions;
import dev.bluebell.blossom.hls.HlsBundle;
import dev.bluebell.blossom.hls.HlsRules;
import dev.bluebell.blossom.servers.AuthorServers;
import dev.bluebell.blossom.servers.BlobSync;
import dev.bluebell.blossom.servers.BlossomServers;
import dev.bluebell.blossom.servers.Copies;
import dev.bluebell.blossom.servers.Copy;
import dev.bluebell.blossom.servers.HlsListener;
import dev.bluebell.blossom.servers.Outcome;
import dev.bluebell.blossom.servers.SearchOptions;
import dev.bluebell.blossom.servers.SearchResult;
import dev.bluebell.blossom.servers.Source;
import dev.bluebell.blossom.servers.SyncListener;
import dev.bluebell.blossom.servers.SyncTally;
import dev.bluebell.nostr.KeySigner;
import dev.bluebell.nostr.SecretKey;
import dev.bluebell.nostr.Signer;
import dev.bluebell.nostr.relay.RelayAddress;
import dev.bluebell.nostr.relay.RelayPool;
import dev.bluebell.server.BlossomServer;
import dev.bluebell.server.ServerSettings;
import dev.bluebell.testing.RawAnswer;
import dev.bluebell.testing.RawHttp;
import dev.bluebell.testing.RawRequest;
import dev.bluebell.testing.RealRelay;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeveralServersTest {

    private final Signer signer = new KeySigner(SecretKey.generate(new SecureRandom()), new SecureRandom());

    @TempDir
    Path folder;

    private BlossomServer one;
    private BlossomServer two;

    /** Does not fetch from this machine. */
    private BlossomServer strict;

    @BeforeEach
    void startServers() {
        one = start("one", true);
        two = start("two", true);
        strict = start("strict", false);
    }

    @AfterEach
    void stop() {
        List.of(one, two, strict).forEach(BlossomServer::close);
    }

    @Test
    void storeABlobAndForgetItTogether() {
        try (BlossomServers servers = together(one, two, strict)) {
            BlobHash hash = servers.uploadToAll(blob("hello"))
                    .orThrow()
                    .descriptors()
                    .getFirst()
                    .hash();
            assertThat(servers.holders(hash)).isEqualTo(servers.addresses());

            assertThat(servers.delete(hash, WriteOptions.defaults())).allSatisfy(Outcome::orThrow);
            assertThat(servers.holders(hash)).isEmpty();
        }
    }

    @Test
    void fetchABlobFromTheFirstOrAreSentIt() {
        try (BlossomServers servers = together(one, two, strict)) {
            Copies copies = servers.uploadAndMirror(blob("mirrored"));

            assertThat(copies.outcomes().stream()
                            .map(outcome -> outcome.orThrow().way()))
                    .hasExactlyElementsOfTypes(Copy.Uploaded.class, Copy.Mirrored.class, Copy.UploadedInstead.class);
        }
    }

    @Test
    void getWhatTheyLackFromOneAnother() {
        try (BlossomServers source = together(one);
                BlossomServers targets = together(two, strict)) {
            for (int i = 0; i < 25; i++) {
                source.uploadToAll(blob("blob " + i)).orThrow();
            }
            targets.only(List.of(address(two))).uploadToAll(blob("blob 7")).orThrow();
            BlobSync sync = targets.syncFrom(one.url(), signer.publicKey());

            assertThat(sync.count().values()).extracting(SyncTally::blobs).containsExactly(24L, 25L);
            assertThat(sync.run(WriteOptions.defaults(), SyncListener.NONE).values())
                    .allSatisfy(tally -> assertThat(tally.failures()).isZero());
            assertThat(targets.syncFrom(one.url(), signer.publicKey()).missing())
                    .isEmpty();
        }
    }

    @Test
    void areFoundByTheListOfAnAuthor() {
        LocalBlob blob = blob("by its author");
        BlossomUri uri = new BlossomUri(
                blob.hash(), "txt", List.of(), List.of(signer.publicKey()), OptionalLong.of(blob.sizeBytes()));
        try (RealRelay relay = RealRelay.start();
                RelayPool pool = RelayPool.builder().build();
                BlossomServers author = together(two);
                BlossomServers stranger =
                        BlossomServers.builder(List.of(one.url())).build()) {
            ServerLists lists = new ServerLists(pool, List.of(new RelayAddress(relay.url())), InstantSource.system());
            author.uploadToAll(blob).orThrow();
            lists.publish(new ServerList(List.of(two.url())), signer);
            Path file = folder.resolve("found.txt");

            SearchResult result = stranger.get(
                    uri,
                    file,
                    ReadOptions.defaults(),
                    SearchOptions.defaults().withAuthors(AuthorServers.listedAt(lists)));

            assertThat(result)
                    .isInstanceOfSatisfying(
                            SearchResult.Found.class,
                            found -> assertThat(found.source()).isEqualTo(Source.AUTHOR));
            assertThat(file).hasContent("by its author");
        }
    }

    @Test
    void playAVideoFromAnyOfThem() throws IOException {
        Path video = Files.createDirectory(folder.resolve("video"));
        Files.write(video.resolve("0.ts"), new byte[3 * 188]);
        Path playlist = Files.writeString(video.resolve("index.m3u8"), """
                #EXTM3U
                #EXT-X-TARGETDURATION:6
                #EXTINF:6,
                #EXT-X-BYTERANGE:188@0
                0.ts
                #EXT-X-ENDLIST
                """);
        try (BlossomServers servers = together(one, strict)) {
            Copies copies = servers.uploadHls(
                    HlsBundle.read(playlist, HlsRules.defaults()), WriteOptions.defaults(), HlsListener.NONE);

            assertThat(copies.complete()).isTrue();
            for (URI url : copies.urls()) {
                RawAnswer text = get(url);
                assertThat(text.header("Content-Type")).contains("application/vnd.apple.mpegurl");
                String piece = text.text().lines().toList().get(4);
                assertThat(piece).matches("[0-9a-f]{64}\\.ts");
                assertThat(get(url.resolve(piece)).body()).hasSize(3 * 188);
                assertThat(get(url.resolve(piece)).header("Content-Type")).contains("video/mp2t");
            }
        }
    }

    private static RawAnswer get(URI url) {
        return RawHttp.ask(url, RawRequest.of("GET", url.getPath()));
    }

    private static LocalBlob blob(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return LocalBlob.of(() -> new ByteArrayInputStream(bytes), "text/plain");
    }

    private static ServerAddress address(BlossomServer server) {
        return new ServerAddress(server.url());
    }

    private BlossomServers together(BlossomServer... servers) {
        List<URI> urls = Stream.of(servers).map(BlossomServer::url).toList();
        return BlossomServers.builder(urls).signer(signer).build();
    }

    private BlossomServer start(String name, boolean privateOrigins) {
        return BlossomServer.start(ServerSettings.builder(folder.resolve(name))
                .port(0)
                .privateOrigins(privateOrigins)
                .build());
    }
}
