package dev.bluebell.bluesky.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluebell.bluesky.AtUri;
import dev.bluebell.bluesky.Cid;
import dev.bluebell.bluesky.repo.Blob;
import dev.bluebell.bluesky.text.TextLimits;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before anything is sent. */
class PostTest {

    private static final Blob FILM = new Blob(Cid.ofBlob("a".repeat(64)), "video/mp4", 1000);

    private static void refuses(String why, ThrowingCallable what) {
        assertThatThrownBy(what).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(why);
    }

    @Test
    void defect22RefusesTextsThatAreTooLong() {
        // pysky left that to the server.
        assertThat(Post.text("👨‍👩‍👧‍👦".repeat(100)).build().text().graphemes())
                .isEqualTo(100);
        refuses("301 characters", () -> Post.text("x".repeat(301)).build());
        refuses("in 3025 bytes", () -> Post.text("👨‍👩‍👧‍👦".repeat(121)).build());
    }

    @Test
    void refusesAPostOfNothing() {
        refuses("empty", () -> Post.text(" ").build());
        assertThat(Post.text("")
                        .quote(AtUri.parse("at://a.test/app.bsky.feed.post/3k43tv4rft22g"))
                        .build())
                .isNotNull();
    }

    @Test
    void refusesMoreThanPostsMayHave() {
        refuses(
                "3 languages",
                () -> Post.text("x").langs("a1", "de", "en", "fr").build());
        refuses("called like en", () -> Post.text("x").langs("not a language").build());
        refuses(
                "10 labels",
                () -> Post.text("x").labels("abcdefghijk".split("")).build());
        refuses("8 tags", () -> Post.text("x").tags("abcdefghi".split("")).build());
        refuses("no #", () -> Post.text("x").tags("#a").build());
        refuses("1 to 255", () -> Post.text("x").key("").build());
        refuses(
                "5 rules",
                () -> Post.text("x")
                        .repliesFrom(
                                new ReplyRule.Mentioned(),
                                new ReplyRule.Mentioned(),
                                new ReplyRule.Mentioned(),
                                new ReplyRule.Mentioned(),
                                new ReplyRule.Mentioned(),
                                new ReplyRule.Mentioned())
                        .build());
    }

    @Test
    void defect19CountsImagesAndVideosEachByThemselves() {
        // pysky counted videos as images, and posted the first of several only.
        Media.Video video = new Media.Video(FILM, "", Optional.empty(), List.of(), false);
        Post.Builder eleven = Post.text("x");
        for (int i = 0; i < 11; i++) {
            eleven.image(Path.of("a.png"), "");
        }

        refuses("10 images, not 11", eleven::build);
        refuses("one video", () -> Post.text("x").video(video).video(video));
        refuses(
                "images, or a video",
                () -> Post.text("x").video(video).image(Path.of("a.png"), "").build());
        refuses(
                "video/mp4",
                () -> new Media.Video(new Blob(FILM.cid(), "video/webm", 10), "", Optional.empty(), List.of(), false));
        refuses(
                "300000000 bytes",
                () -> new Media.Video(
                        new Blob(FILM.cid(), "video/mp4", 300_000_001), "", Optional.empty(), List.of(), false));
    }

    @Test
    void takesImagesOfATextFromAFolderAndNoOther() {
        Path folder = Path.of("/tmp/images");

        Post post = Post.markdown("![bee](in/bee.png)").imagesFrom(folder).build();

        assertThat(post.media())
                .contains(new Media.Images(List.of(
                        new PostImage(new ImageSource.File(folder.resolve("in/bee.png")), "bee", Optional.empty()))));
        refuses("from which folder", () -> Post.markdown("![](a.png)").build());
        refuses(
                "not in",
                () -> Post.markdown("![](../../etc/passwd)").imagesFrom(folder).build());
        refuses(
                "is a file here",
                () -> Post.markdown("![](https://example.com/a.png)")
                        .imagesFrom(folder)
                        .build());
        refuses(
                "not in",
                () -> Post.markdown("![](/etc/passwd)").imagesFrom(folder).build());
    }

    @Test
    void splitsLongTextsIntoThreads() {
        PostThread thread = Post.text("word ".repeat(200))
                .langs("en")
                .image(Path.of("a.png"), "")
                .repliesFrom()
                .key("k")
                .thread();

        assertThat(thread.posts()).hasSize(4).allMatch(post -> post.text().fits(TextLimits.POST));
        assertThat(thread.posts()).allMatch(post -> post.langs().equals(List.of("en")));
        assertThat(thread.posts().stream().filter(post -> post.media().isPresent()))
                .hasSize(1);
        assertThat(thread.posts().getFirst().replies()).contains(List.of());
        assertThat(thread.key()).contains("k");
    }

    @Test
    void refusesThreadsThatAreNone() {
        Post post = Post.text("x").build();
        Post keyed = Post.text("x").key("k").build();
        Post gated = Post.text("x").repliesFrom().build();

        refuses("at least", () -> new PostThread(List.of(), Optional.empty()));
        refuses("of their own", () -> new PostThread(List.of(keyed), Optional.empty()));
        refuses("only the first", () -> new PostThread(List.of(post, gated), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "0.0.0.0",
                "100.64.0.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "ff02::1",
                "64:ff9b::a00:1",
                "2002:a00:1::",
                "::ffff:10.0.0.1"
            })
    void asksNoPrivateAddressForACard(String address) throws UnknownHostException {
        assertThat(PageCards.isPrivate(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111"})
    void asksPublicAddressesForACard(String address) throws UnknownHostException {
        assertThat(PageCards.isPrivate(InetAddress.getByName(address))).isFalse();
    }

    @Test
    void makesCardsOfPagesOnly() {
        refuses("address of a page", () -> Post.text("x").card(URI.create("file:///etc/passwd")));
    }

    @Test
    void readsWhatPagesSay() {
        OpenGraph said = OpenGraph.read("<META PROPERTY=og:title CONTENT=Bees><title>T&#x1F41D; &lt;x&gt;</title>"
                + "<meta property='og:description' content='" + "é".repeat(2000) + "'>");

        assertThat(said.title()).contains("Bees");
        assertThat(said.description().orElseThrow()).hasSize(1000).endsWith("…");
        assertThat(OpenGraph.read("<title>T&#x1F41D; &lt;x&gt;</title>").title())
                .contains("T🐝 <x>");
        assertThat(OpenGraph.read("").title()).isEmpty();
    }
}
