package dev.bluebell.blossom.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.client.LocalBlob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HlsBundleTest {

    private static final BlobHash HASH = new BlobHash("a".repeat(64));

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void aFolderWithAPiece() throws IOException {
        folder = Files.createDirectory(temporary.toRealPath().resolve("video"));
        Files.writeString(folder.resolve("0.ts"), "piece");
    }

    @Test
    void isReadInLittleMemoryHoweverManyLinesThereAre() throws IOException {
        Path playlist = Files.writeString(folder.resolve("a.m3u8"), "#EXTM3U\n" + "\n".repeat(1_000_000));

        assertThat(Playlist.read(playlist, folder, HlsRules.defaults()).parts()).hasSize(1);
    }

    @Test
    void refusesToBeNamedMoreOftenThanAnybodyNeeds() throws IOException {
        refuses("#EXTM3U\n" + "0.ts\n".repeat(100_001), "line 100002", "names files more than 100000 times");
    }

    @Test
    void quotesOnlyTheBeginningOfALongAddress() throws IOException {
        refuses("#EXTM3U\nhttp://a" + "b".repeat(10_000) + "\n", "line 2", "b".repeat(192) + "… is elsewhere");
    }

    @Test
    void rewritesTheMapAndKeepsByteRanges() throws IOException {
        Files.writeString(folder.resolve("init.mp4"), "init");
        Files.writeString(folder.resolve("all.m4s"), "all");

        assertThat(rewritten("""
                #EXTM3U
                #EXT-X-MAP:URI="init.mp4",BYTERANGE="4@0"
                #EXTINF:4,
                #EXT-X-BYTERANGE:2@0
                all.m4s
                #EXTINF:4,
                #EXT-X-BYTERANGE:1@2
                all.m4s
                """)).isEqualTo("""
                #EXTM3U
                #EXT-X-MAP:URI="NAME.mp4",BYTERANGE="4@0"
                #EXTINF:4,
                #EXT-X-BYTERANGE:2@0
                NAME.m4s
                #EXTINF:4,
                #EXT-X-BYTERANGE:1@2
                NAME.m4s
                """.replace("NAME", HASH.hex()));
    }

    @Test
    void rewritesSoundsAndSubtitles() throws IOException {
        Files.writeString(folder.resolve("sound.m3u8"), "#EXTM3U\n0.ts\n");
        Files.writeString(folder.resolve("words.m3u8"), "#EXTM3U\nwords.vtt\n");
        Files.writeString(folder.resolve("words.vtt"), "WEBVTT\n");
        HlsBundle bundle = read("""
                #EXTM3U
                #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="a,URI=",URI="sound.m3u8"
                #EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="s",NAME="English",URI="words.m3u8"
                """);

        assertThat(bundle.files()).containsExactly(folder.resolve("0.ts"), folder.resolve("words.vtt"));
        assertThat(bundle.playlists())
                .containsExactly(
                        folder.resolve("sound.m3u8"), folder.resolve("words.m3u8"), folder.resolve("index.m3u8"));
    }

    @Test
    void namesAFileThatIsUsedTwiceOnce() throws IOException {
        assertThat(read("#EXTM3U\n0.ts\n0.ts\n./0.ts\n").files()).hasSize(1);
    }

    @Test
    void readsNamesAsAWebServerWould() throws IOException {
        Files.writeString(folder.resolve("a + b.ts"), "piece");

        assertThat(read("#EXTM3U\na%20+%20b.ts?start=1#t\n").files()).containsExactly(folder.resolve("a + b.ts"));
        assertThat(read("#EXTM3U\r\na + b.ts\r\n").files()).containsExactly(folder.resolve("a + b.ts"));
    }

    @Test
    void leavesCommentsAlone() throws IOException {
        String text = "#EXTM3U\n# URI=\"../secret\"\n#EXTINF:4,URI=\"nothing.ts\"\n0.ts\n";

        assertThat(rewritten(text)).isEqualTo(text.replace("0.ts", HASH + ".ts"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret.ts", "/etc/passwd", "a/../../secret.ts", "%2e%2e/secret.ts", "..%2Fsecret.ts"})
    void refusesToLeadOutOfTheFolder(String address) throws IOException {
        Files.writeString(temporary.resolve("secret.ts"), "secret");

        refuses("#EXTM3U\n\n" + address + "\n", "line 3", "leads out of the folder");
    }

    @Test
    void refusesALinkOutOfTheFolder() throws IOException {
        Path secret = Files.writeString(temporary.resolve("secret.ts"), "secret");
        Files.createSymbolicLink(folder.resolve("1.ts"), secret);

        refuses("#EXTM3U\n1.ts\n", "line 2", "link out of the folder");
    }

    @Test
    void refusesWhatIsNotThere() throws IOException {
        Files.createDirectory(folder.resolve("sub.ts"));

        refuses("#EXTM3U\nnone.ts\n", "line 2", "there is no file none.ts");
        refuses("#EXTM3U\nsub.ts\n", "line 2", "sub.ts is no file");
        refuses("#EXTM3U\n%zz.ts\n", "line 2", "broken escape");
        refuses("#EXTM3U\n%00.ts\n", "line 2", "no name of a file");
        refuses("#EXTM3U\n{$base}/1.ts\n", "line 2", "variable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://cdn.example/1.ts", "//cdn.example/1.ts", "file:///etc/passwd", "data:text/plain,x"})
    void refusesAddressesElsewhereUnlessTheyMayStay(String address) throws IOException {
        String text = "#EXTM3U\n" + address + "\n0.ts\n";

        refuses(text, "line 2", address + " is elsewhere");
        assertThat(rewritten(text, HlsRules.defaults().withKeepRemote(true)))
                .isEqualTo(text.replace("0.ts", HASH + ".ts"));
    }

    @Test
    void refusesToPublishAKeyUnlessItMay() throws IOException {
        Files.writeString(folder.resolve("secret.key"), "0123456789abcdef");
        String text = "#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI=\"secret.key\",IV=0x1\n0.ts\n";

        refuses(text, "line 2", "secret.key is a key");
        assertThat(rewritten(text, HlsRules.defaults().withPublishKeys(true)))
                .contains("#EXT-X-KEY:METHOD=AES-128,URI=\"%s.key\",IV=0x1\n".formatted(HASH));
    }

    @Test
    void leavesKeysThatAreElsewhereThere() throws IOException {
        String text = "#EXTM3U\n#EXT-X-KEY:METHOD=SAMPLE-AES,URI=\"skd://key\"\n#EXT-X-KEY:METHOD=NONE\n0.ts\n";

        assertThat(rewritten(text)).contains("URI=\"skd://key\"");
    }

    @Test
    void refusesWhatIsNoPlaylist() throws IOException {
        refuses("0.ts\n", "does not begin with #EXTM3U");
        refuses("#EXTM3U\n#EXT-X-MAP:URI=\"a\"b\",URI=\"0.ts\"\n", "line 2", "make no sense");
        Files.write(folder.resolve("index.m3u8"), new byte[] {'#', 'E', 'X', 'T', 'M', '3', 'U', '\n', (byte) 0xff});
        assertThatExceptionOfType(BlossomException.Malformed.class)
                .isThrownBy(() -> HlsBundle.read(folder.resolve("index.m3u8"), HlsRules.defaults()))
                .withMessageContaining("not UTF-8");
        assertThatExceptionOfType(BlossomException.LocalFailure.class)
                .isThrownBy(() -> HlsBundle.read(folder.resolve("none.m3u8"), HlsRules.defaults()));
    }

    @Test
    void refusesPlaylistsThatNameEachOther() throws IOException {
        Files.writeString(folder.resolve("other.m3u8"), "#EXTM3U\nindex.m3u8\n");

        refuses("#EXTM3U\nother.m3u8\n", "index.m3u8, which leads to it");
        refuses("#EXTM3U\nindex.m3u8\n", "index.m3u8, which leads to it");
    }

    @Test
    void readsNoMoreThanItMay() throws IOException {
        Files.writeString(folder.resolve("1.ts"), "piece");
        Files.writeString(folder.resolve("other.m3u8"), "#EXTM3U\n");

        refuses("#EXTM3U\n0.ts\n1.ts\n", new HlsRules(false, false, 1000, 1, 1), "more than 1 files");
        refuses("#EXTM3U\nother.m3u8\n", new HlsRules(false, false, 1000, 1, 1), "more than 1 playlists");
        refuses("#EXTM3U\n0.ts\n", new HlsRules(false, false, 12, 1, 1), "longer than 12 bytes");
    }

    @Test
    void typesPiecesByTheirNames() throws IOException {
        Path fragment = Files.write(
                folder.resolve("1.m4s"), new byte[] {0, 0, 0, 24, 'f', 't', 'y', 'p', 'i', 's', 'o', 'm', 0, 0, 0, 0});

        assertThat(HlsBundle.blobOf(fragment).type()).isEqualTo("video/iso.segment");
        assertThat(HlsBundle.nameOf(Path.of("no extension"), HASH)).isEqualTo(HASH + ".bin");
    }

    private HlsBundle read(String text) throws IOException {
        return HlsBundle.read(Files.writeString(folder.resolve("index.m3u8"), text), HlsRules.defaults());
    }

    private String rewritten(String text) throws IOException {
        return rewritten(text, HlsRules.defaults());
    }

    private String rewritten(String text, HlsRules rules) throws IOException {
        Path file = Files.writeString(folder.resolve("index.m3u8"), text);
        LocalBlob blob = HlsBundle.read(file, rules).rewrite(file, piece -> HlsBundle.nameOf(piece, HASH));
        try (InputStream in = blob.source().open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void refuses(String text, String... words) throws IOException {
        refuses(text, HlsRules.defaults(), words);
    }

    private void refuses(String text, HlsRules rules, String... words) throws IOException {
        Path file = Files.writeString(folder.resolve("index.m3u8"), text);
        assertThatExceptionOfType(BlossomException.Malformed.class)
                .isThrownBy(() -> HlsBundle.read(file, rules))
                .satisfies(e -> assertThat(e.getMessage()).contains(words));
    }
}
