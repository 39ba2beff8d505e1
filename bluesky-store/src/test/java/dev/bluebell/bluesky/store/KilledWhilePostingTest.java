package dev.bluebell.bluesky.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.bluesky.Bluesky;
import dev.bluebell.bluesky.OnPds;
import dev.bluebell.bluesky.xrpc.Fields;
import dev.bluebell.bluesky.xrpc.Params;
import dev.bluebell.bluesky.xrpc.XrpcResponse;
import dev.bluebell.testing.RealPds;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that posts is killed, again and again, and the next one goes on. */
class KilledWhilePostingTest {

    private static final int KILLS = 20;
    private static final int LONGEST_LIFE_MILLIS = 600;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit does.
    private Path folder;

    @Test
    void leavesNoPostTwiceAndNoHole() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        try (RealPds pds = RealPds.start()) {
            for (int kill = 0; kill < KILLS; kill++) {
                Process process = start(pds, Integer.MAX_VALUE);
                try (BufferedReader said = process.inputReader()) {
                    assertThat(said.readLine()).isEqualTo("begun");
                    // Killed at any moment of its work: there is no condition to wait for.
                    boolean ended = process.waitFor(random.nextInt(LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS);
                    assertThat(ended).as("seed %d, kill %d", seed, kill).isFalse();
                } finally {
                    process.destroyForcibly().waitFor();
                }
            }
            int threads = posts(pds).size() / PostingProcess.POSTS + 2;

            Process last = start(pds, threads);
            try (BufferedReader said = last.inputReader()) {
                assertThat(said.lines()).containsExactly("begun", "done");
            }

            check(posts(pds), threads, "seed " + seed);
        }
    }

    private static void check(List<Fields> posts, int threads, String what) {
        Map<String, String> uris = new HashMap<>();
        posts.forEach(post -> uris.put(post.object("value").text("text"), post.text("uri")));
        List<String> wanted = new ArrayList<>();
        for (int thread = 1; thread <= threads; thread++) {
            for (int part = 1; part <= PostingProcess.POSTS; part++) {
                wanted.add("%05d/%d".formatted(thread, part));
            }
        }

        assertThat(posts.stream().map(post -> post.object("value").text("text")))
                .as(what)
                .containsExactlyElementsOf(wanted);
        for (Fields post : posts) {
            String text = post.object("value").text("text");
            Optional<String> parent = post.object("value")
                    .findObject("reply")
                    .map(reply -> reply.object("parent").text("uri"));
            int part = text.charAt(text.length() - 1) - '0';
            String before = text.substring(0, text.length() - 1) + (part - 1);
            assertThat(parent).as(what).isEqualTo(Optional.ofNullable(uris.get(before)));
        }
    }

    private Process start(RealPds pds, int threads) throws IOException {
        Path image = folder.resolve("image.png");
        assertThat(ImageIO.write(new BufferedImage(60, 40, BufferedImage.TYPE_INT_RGB), "png", image.toFile()))
                .isTrue();
        ProcessBuilder builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PostingProcess.class.getName(),
                        folder.resolve("bluesky.db").toString(),
                        pds.url().toString(),
                        pds.plcUrl().toString(),
                        RealPds.HANDLE,
                        image.toString(),
                        Integer.toString(threads))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("PASSWORD", pds.password());
        return builder.start();
    }

    /** All posts, by their names, which are in the order in which they were planned. */
    private static List<Fields> posts(RealPds pds) {
        try (Bluesky bluesky = OnPds.set(Bluesky.builder(), pds).build()) {
            List<Fields> all = new ArrayList<>();
            Optional<String> cursor = Optional.empty();
            do {
                Params.Builder params = Params.builder()
                        .add("repo", pds.did())
                        .add("collection", "app.bsky.feed.post")
                        .add("limit", 100);
                cursor.ifPresent(one -> params.add("cursor", one));
                XrpcResponse page = bluesky.nobody().client().get("com.atproto.repo.listRecords", params.build());
                all.addAll(page.objects("records"));
                cursor = page.cursor();
            } while (cursor.isPresent());
            Collections.reverse(all);
            return all;
        }
    }
}
