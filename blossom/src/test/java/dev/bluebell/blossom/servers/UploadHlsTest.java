package dev.bluebell.blossom.servers;

import static dev.bluebell.blossom.servers.Samples.address;
import static dev.bluebell.blossom.servers.Samples.blob;
import static dev.bluebell.blossom.servers.Samples.text;
import static dev.bluebell.blossom.servers.Samples.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.RefusedException;
import dev.bluebell.blossom.client.WriteOptions;
import dev.bluebell.blossom.hls.HlsBundle;
import dev.bluebell.blossom.hls.HlsRules;
import dev.bluebell.testing.MemoryBlossom;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadHlsTest {

    private final MemoryBlossom one = MemoryBlossom.start();
    private final MemoryBlossom two = MemoryBlossom.start();
    private final BlossomServers servers = together(one, two);

    @TempDir
    Path folder;

    private Path master;

    @BeforeEach
    void aVideoOfTwoVariants() throws IOException {
        master = Files.writeString(folder.resolve("master.m3u8"), """
                #EXTM3U
                #EXT-X-STREAM-INF:BANDWIDTH=800000
                low/index.m3u8
                #EXT-X-STREAM-INF:BANDWIDTH=2400000
                high/index.m3u8
                """);
        for (String variant : List.of("low", "high")) {
            Path pieces = Files.createDirectory(folder.resolve(variant));
            Files.writeString(pieces.resolve("0.ts"), variant + " piece 0");
            Files.writeString(pieces.resolve("1.ts"), variant + " piece 1");
            Files.writeString(pieces.resolve("index.m3u8"), """
                    #EXTM3U
                    #EXT-X-TARGETDURATION:6
                    #EXTINF:6.0,
                    0.ts
                    #EXTINF:4.2,
                    1.ts
                    #EXT-X-ENDLIST
                    """);
        }
    }

    @AfterEach
    void stop() {
        servers.close();
        one.close();
        two.close();
    }

    @Test
    void makesABlobOfEachPieceAndNamesItByItsHash() {
        Copies copies = upload();

        assertThat(copies.complete()).isTrue();
        String top = copies.descriptors().getFirst().hash().hex();
        for (MemoryBlossom server : List.of(one, two)) {
            assertThat(server.hashes()).hasSize(7);
            List<String> variants = names(server, top);
            assertThat(variants).hasSize(2).allMatch(name -> name.matches("[0-9a-f]{64}\\.m3u8"));
            List<String> pieces = names(server, variants.getFirst());
            assertThat(pieces).hasSize(2).allMatch(name -> name.matches("[0-9a-f]{64}\\.ts"));
            assertThat(content(server, pieces.get(1))).isEqualTo("low piece 1");
        }
    }

    @Test
    void keepsEverythingElseOfAPlaylist() {
        String top = upload().descriptors().getFirst().hash().hex();
        String variant = names(one, top).getFirst();

        assertThat(content(one, variant)).isEqualTo("""
                #EXTM3U
                #EXT-X-TARGETDURATION:6
                #EXTINF:6.0,
                %s.ts
                #EXTINF:4.2,
                %s.ts
                #EXT-X-ENDLIST
                """.formatted(hash("low piece 0"), hash("low piece 1")));
    }

    @Test
    void sendsPiecesAndPlaylistsWithTheirTypes() {
        String top = upload().descriptors().getFirst().hash().hex();

        assertThat(one.type(top)).isEqualTo("application/vnd.apple.mpegurl");
        assertThat(one.type(hash("low piece 0"))).isEqualTo("video/mp2t");
    }

    @Test
    void sendsTheFirstPlaylistLast() {
        upload();

        assertThat(one.requests("PUT", "/upload").subList(0, 4))
                .allSatisfy(request -> assertThat(request.type()).isEqualTo("video/mp2t"));
        assertThat(one.requests("PUT", "/upload").subList(4, 7))
                .allSatisfy(request -> assertThat(request.type()).isEqualTo("application/vnd.apple.mpegurl"));
    }

    @Test
    void sendsNoPlaylistToAServerThatLacksAPiece() {
        two.rule(request ->
                request.type().equals("video/mp2t") && two.requests("PUT", "/").size() == 2 ? 413 : 0);

        Copies copies = upload();

        assertThat(copies.holders()).containsExactly(address(one));
        assertThat(copies.outcomes().get(1).failure()).containsInstanceOf(RefusedException.TooLarge.class);
        assertThat(two.requests("PUT", "/"))
                .allSatisfy(request -> assertThat(request.type()).isEqualTo("video/mp2t"));
        assertThat(one.hashes()).hasSize(7);
    }

    @Test
    void failsIfNoServerTakesAPiece() {
        one.refuse("PUT", "/upload", 403);
        two.refuse("PUT", "/upload", 403);

        assertThatExceptionOfType(BlossomException.AllFailed.class).isThrownBy(() -> upload().orThrow());
    }

    @Test
    void tellsWhichPieceIsSent() {
        Set<Path> heard = new ConcurrentSkipListSet<>();
        servers.uploadHls(HlsBundle.read(master, HlsRules.defaults()), WriteOptions.defaults(), (file, piece) -> {
            heard.add(file);
            return UploadListener.NONE;
        });

        assertThat(heard).hasSize(7).contains(folder.resolve("high/1.ts"), master);
    }

    private Copies upload() {
        return servers.uploadHls(
                HlsBundle.read(master, HlsRules.defaults()), WriteOptions.defaults(), HlsListener.NONE);
    }

    private static String hash(String content) {
        return blob(text(content), "video/mp2t").hash().hex();
    }

    private static String content(MemoryBlossom server, String name) {
        return new String(server.bytes(name.substring(0, 64)), StandardCharsets.UTF_8);
    }

    private static List<String> names(MemoryBlossom server, String playlist) {
        return Pattern.compile("(?m)^[^#\n]+$")
                .matcher(content(server, playlist))
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
