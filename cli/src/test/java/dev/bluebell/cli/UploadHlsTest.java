package dev.bluebell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.blossom.BlobDescriptor;
import dev.bluebell.cli.Person.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UploadHlsTest extends ServedTest {

    @BeforeEach
    void aVideo() {
        person.file("video/index.m3u8", "#EXTM3U\n#EXTINF:6.0,\n0.ts\n#EXTINF:4.2,\n1.ts\n#EXT-X-ENDLIST\n");
        person.file("video/0.ts", "piece 0");
        person.file("video/1.ts", "piece 1");
    }

    @Test
    void storesThePiecesAndAPlaylistThatNamesThemByTheirHashes() {
        Run run = person.run("upload", "--hls", "video/index.m3u8", "--server", first, "--server", second, "--json");

        assertThat(run.errors()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.lines()).hasSize(2);
        BlobDescriptor playlist = BlobDescriptor.parse(run.lines().getLast());
        String text = person.run("get", playlist.url().toString(), "-o", "-").text();
        assertThat(text).containsPattern("#EXTINF:6.0,\n[0-9a-f]{64}\\.ts\n#EXTINF:4.2,\n[0-9a-f]{64}\\.ts\n");
        for (String line : text.lines().filter(it -> it.endsWith(".ts")).toList()) {
            assertThat(person.run("get", line, "--server", second, "-o", "-").text())
                    .startsWith("piece ");
        }
    }

    @Test
    void namesThePieceThatIsMissing() {
        person.file("video/index.m3u8", "#EXTM3U\n#EXTINF:6.0,\ngone.ts\n");

        Run run = person.run("upload", "--hls", "video/index.m3u8", "--server", first);

        assertThat(run.errors()).contains("index.m3u8", "gone.ts").hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void namesThePieceThatAServerDidNotTake() {
        Run run = person.run("upload", "--hls", "video/index.m3u8", "--server", first, "--server", closedServer());

        assertThat(run.lines()).singleElement().asString().startsWith("stored  video/index.m3u8  " + first);
        assertThat(run.errors())
                .containsPattern("bluebell: video/[01].ts: http.*403")
                .hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void wantsThePlaylistAndNotItsFolder() {
        Run run = person.run("upload", "--hls", "video", "--server", first);

        assertThat(run.errors()).contains("name the playlist").hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void changesNothingElseOnTheWay() {
        Run run = person.run("upload", "--hls", "--media", "video/index.m3u8", "--server", first);

        assertThat(run.errors()).contains("--hls cannot be combined").hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(2);
    }
}
