package dev.bluebell.bluesky.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluebell.bluesky.AtUri;
import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Cid;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.StrongRef;
import dev.bluebell.bluesky.TidClock;
import dev.bluebell.bluesky.http.Http;
import dev.bluebell.bluesky.repo.Blob;
import dev.bluebell.bluesky.text.TextLimits;
import dev.bluebell.testing.XrpcStub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Posts on a real PDS. */
class PostsOnPdsTest extends PostsOnPds {

    @Test
    void postsWhatIsAskedForAndKnowsItsCid() throws IOException {
        Path unused = picture("bee.png");

        StrongRef post =
                posts.post(Post.markdown("**Hi** @alice.test, [read](https://example.com) #bees ![a bee](bee.png)")
                        .imagesFrom(folder)
                        .langs("en", "pt-BR")
                        .labels("nudity")
                        .tags("quiet")
                        .build());

        JsonNode value = value(post);
        assertThat(value.path("text").stringValue()).isEqualTo("Hi @alice.test, read #bees");
        assertThat(value.path("facets")).hasSize(3);
        assertThat(value.at("/facets/0/features/0/did").stringValue()).isEqualTo(pds.did());
        assertThat(value.at("/embed/images/0/alt").stringValue()).isEqualTo("a bee");
        assertThat(value.at("/langs/1").stringValue()).isEqualTo("pt-BR");
        assertThat(value.at("/labels/values/0/val").stringValue()).isEqualTo("nudity");
        assertThat(record(post, "app.bsky.feed.post").path("cid").stringValue())
                .isEqualTo(post.cid().value());
    }

    @Test
    void defect22WritesTimesWithAZ() {
        // pysky wrote +00:00.
        assertThat(posts.dryRun(Post.text("now").build()).path("createdAt").stringValue())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    }

    @Test
    void showsTheRecordWithoutSendingAnything() throws IOException {
        JsonNode record = posts.dryRun(
                Post.text("dry").image(picture("a.png"), "alt").key("dry").build());

        assertThat(record.path("$type").stringValue()).isEqualTo("app.bsky.feed.post");
        assertThat(record.at("/embed/images/0/image/ref/$link").stringValue()).startsWith("bafkrei");
        assertThat(log.rows()).noneMatch(row -> row.begun().method().equals("POST"));
        assertThat(keys.find(new Did(pds.did()), "dry")).isEmpty();
    }

    @Test
    void makesThreadsThatHangTogether() {
        List<StrongRef> thread = posts.post(PostThread.split(
                Post.markdown("story https://example.com/long ".repeat(40)).key("story")));

        assertThat(thread.size()).isGreaterThan(3);
        assertThat(value(thread.get(0)).has("reply")).isFalse();
        for (int i = 1; i < thread.size(); i++) {
            JsonNode value = value(thread.get(i));
            assertThat(value.at("/reply/root/cid").stringValue())
                    .isEqualTo(thread.get(0).cid().value());
            assertThat(value.at("/reply/parent/uri").stringValue())
                    .isEqualTo(thread.get(i - 1).uri().toString());
            assertThat(TextLimits.POST.allows(value.path("text").stringValue())).isTrue();
        }
    }

    @Test
    void answersByKeyInTheThreadOfThatPost() {
        StrongRef root = posts.post(Post.text("root").key("root").build());
        StrongRef middle = posts.post(Post.text("middle")
                .key("middle")
                .replyTo(new Target.Key("root"))
                .build());

        StrongRef last =
                posts.post(Post.text("last").replyTo(new Target.Key("middle")).build());

        assertThat(value(last).at("/reply/root/uri").stringValue())
                .isEqualTo(root.uri().toString());
        assertThat(value(last).at("/reply/parent/uri").stringValue())
                .isEqualTo(middle.uri().toString());
        assertThatThrownBy(() -> posts.post(
                        Post.text("x").replyTo(new Target.Key("nothing")).build()))
                .isInstanceOf(BlueskyException.Unresolved.class);
    }

    @Test
    void defect12And22AnswersPostsOnAnotherServer() {
        // pysky asked the public AppView alone, and stored no address of what was answered.
        String parent = "at://" + BOB + "/app.bsky.feed.post/3k43tv4rft22g";
        String root = "at://" + BOB + "/app.bsky.feed.post/3k43tv4rft22a";
        String cid = DagCbor.cid(posts.dryRun(Post.text("x").build())).value();
        others.on("com.atproto.identity.resolveHandle", XrpcStub.Told.json("{\"did\":\"" + BOB + "\"}"));
        others.on("com.atproto.repo.getRecord", XrpcStub.Told.json("""
                {"uri":"%s","cid":"%s","value":{"text":"hi","reply":{"root":{"uri":"%s","cid":"%s"},\
                "parent":{"uri":"%s","cid":"%s"}}}}""".formatted(parent, cid, root, cid, root, cid)));
        List<MadePost> made = new ArrayList<>();
        Posts noting = new Posts(
                account,
                new PostKeys() {
                    @Override
                    public boolean plan(List<PostPlan> plans) {
                        return keys.plan(plans);
                    }

                    @Override
                    public Optional<PostPlan> find(Did owner, String key) {
                        return keys.find(owner, key);
                    }

                    @Override
                    public void made(MadePost post) {
                        made.add(post);
                    }

                    @Override
                    public Optional<StrongRef> newest(Did owner, String key) {
                        return keys.newest(owner, key);
                    }
                },
                bluesky.identities(),
                Http.open(LIMITS),
                ImagePreparer.unchanged(),
                content -> new LocalBlobs().send(content),
                new TidClock(InstantSource.system(), new Random(1)),
                InstantSource.system());

        StrongRef reply = noting.post(Post.text("elsewhere")
                .replyTo(AtUri.parse("at://" + BOB + "/app.bsky.feed.post/3k43tv4rft22g"))
                .build());

        assertThat(value(reply).at("/reply/root/uri").stringValue()).isEqualTo(root);
        assertThat(value(reply).at("/reply/parent/uri").stringValue()).isEqualTo(parent);
        assertThat(others.asked("com.atproto.repo.getRecord").getFirst().header("authorization"))
                .isEmpty();
        assertThat(made).singleElement().satisfies(one -> {
            assertThat(one.replyTo()).contains(AtUri.parse(parent));
            assertThat(one.callId()).isNotEqualTo(OptionalLong.empty());
        });
    }

    @Test
    void saysThatAPostToBeAnsweredIsGone() {
        AtUri gone = AtUri.parse("at://" + pds.did() + "/app.bsky.feed.post/3k43tv4rft22g");

        assertThatThrownBy(() -> posts.post(Post.text("x").replyTo(gone).build()))
                .isInstanceOf(BlueskyException.Unresolved.class)
                .hasMessageContaining("may have been deleted");
    }

    @Test
    void quotesWithAndWithoutAnImage() throws IOException {
        StrongRef quoted = posts.post(Post.text("quoted").build());

        StrongRef plain = posts.post(Post.text("a").quote(quoted.uri()).build());
        StrongRef shown = posts.post(Post.text("b")
                .quote(new Target.Exactly(quoted))
                .image(picture("q.png"), "")
                .build());

        assertThat(value(plain).at("/embed/record/cid").stringValue())
                .isEqualTo(quoted.cid().value());
        assertThat(value(shown).at("/embed/record/record/uri").stringValue())
                .isEqualTo(quoted.uri().toString());
        assertThat(value(shown).at("/embed/media/$type").stringValue()).isEqualTo("app.bsky.embed.images");
    }

    @Test
    void makesAGalleryOfMoreThanFourImages() throws IOException {
        Path picture = picture("g.png");
        Post.Builder gallery = Post.text("gallery");
        for (int i = 0; i < 5; i++) {
            gallery.image(new PostImage(new ImageSource.File(picture), "alt " + i, Optional.of(new AspectRatio(4, 3))));
        }

        JsonNode embed = value(posts.post(gallery.build())).path("embed");

        assertThat(embed.path("$type").stringValue()).isEqualTo("app.bsky.embed.gallery");
        assertThat(embed.path("items")).hasSize(5);
        assertThat(embed.at("/items/4/aspectRatio/width").intValue()).isEqualTo(4);
    }

    @Test
    void defect08SendsTheShapeAndTheCaptionsOfAVideo() {
        // pysky dropped the shape.
        Cid cid = Cid.ofBlob("a".repeat(64));
        Media.Video video = new Media.Video(
                new Blob(cid, "video/mp4", 1000),
                "a film",
                Optional.of(new AspectRatio(9, 16)),
                List.of(new Media.Caption("en", new Blob(cid, "text/vtt", 100))),
                true);

        JsonNode embed = posts.dryRun(Post.text("").video(video).build()).path("embed");

        assertThat(embed.at("/aspectRatio/height").intValue()).isEqualTo(16);
        assertThat(embed.at("/captions/0/lang").stringValue()).isEqualTo("en");
        assertThat(embed.path("presentation").stringValue()).isEqualTo("gif");
    }

    @Test
    void makesACardOfWhatAPageSaysOfItself() throws IOException {
        byte[] image = Files.readAllBytes(picture("thumb.png"));
        assertThat(image).isNotEmpty();
        others.at("/page", XrpcStub.Told.text(200, """
                <html><head><title>no</title><meta content='Bees &amp; b&#252;tterflies' property="og:title">
                <meta name="description" content="All of
                them"><meta property="og:image" content="/none.png"></head>"""));

        JsonNode card = value(posts.post(
                        Post.text("card").card(others.url().resolve("/page")).build()))
                .at("/embed/external");

        assertThat(card.path("title").stringValue()).isEqualTo("Bees & bütterflies");
        assertThat(card.path("description").stringValue()).isEqualTo("All of them");
        assertThat(card.has("thumb")).isFalse();
    }

    @Test
    void sendsNoImageThatIsNone() throws IOException {
        Path text = Files.writeString(folder.resolve("a.png"), "no image");

        assertThatThrownBy(() -> posts.post(Post.text("x").image(text, "").build()))
                .isInstanceOf(BlueskyException.LocalFailure.class)
                .hasMessageContaining("a.png");
    }
}
