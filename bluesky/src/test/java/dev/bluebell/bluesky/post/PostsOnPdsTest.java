package dev.bluebell.bluesky.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluebell.bluesky.AtUri;
import dev.bluebell.bluesky.Bluesky;
import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Cid;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.StrongRef;
import dev.bluebell.bluesky.http.HttpLimits;
import dev.bluebell.bluesky.identity.Hosts;
import dev.bluebell.bluesky.log.MemoryCallLog;
import dev.bluebell.bluesky.post.PdsGateway.Fault;
import dev.bluebell.bluesky.repo.Blob;
import dev.bluebell.bluesky.session.Account;
import dev.bluebell.bluesky.session.Credentials;
import dev.bluebell.bluesky.session.MemorySessionStore;
import dev.bluebell.bluesky.text.TextLimits;
import dev.bluebell.bluesky.xrpc.Params;
import dev.bluebell.bluesky.xrpc.RetryPolicy;
import dev.bluebell.testing.RealPds;
import dev.bluebell.testing.XrpcStub;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Posts on a real PDS, with trouble on the way to it. */
class PostsOnPdsTest {

    private static final String BOB = "did:plc:bobbobbobbobbobbobbobbob";

    @SuppressWarnings("NullAway.Init") // JUnit does.
    private static RealPds pds;

    /** The server answers after that, or not at all. */
    private static final HttpLimits LIMITS = new HttpLimits(
            Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(5), 8 << 20);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit does.
    private Path folder;

    private final PostKeys keys = new MemoryPostKeys();
    private final MemoryCallLog log = new MemoryCallLog();
    private final XrpcStub others = XrpcStub.start();
    private final PdsGateway gateway = PdsGateway.before(pds.url());
    private final Bluesky bluesky = bluesky();
    private final Account account = bluesky.account(new Credentials(RealPds.HANDLE, pds.password()));
    private final Posts posts = bluesky.posts(account);

    @BeforeAll
    static void start() {
        pds = RealPds.start();
    }

    @AfterAll
    static void stop() {
        pds.close();
    }

    @BeforeEach
    void introduce() {
        others.at(
                "/" + pds.did(),
                XrpcStub.Told.json(
                        document(pds.did(), RealPds.HANDLE, gateway.url().toString())));
        others.at(
                "/" + BOB,
                XrpcStub.Told.json(document(BOB, "bob.test", others.url().toString())));
    }

    @AfterEach
    void close() {
        bluesky.close();
        gateway.close();
        others.close();
    }

    private static String document(String did, String handle, String server) {
        return """
                {"id":"%s","alsoKnownAs":["at://%s"],"service":[{"id":"#atproto_pds","type":"AtprotoPersonalDataServer",\
                "serviceEndpoint":"%s"}]}""".formatted(did, handle, server);
    }

    private Bluesky bluesky() {
        return Bluesky.builder()
                .hosts(new Hosts(pds.url(), others.url(), "did:web:localhost#bsky_chat"))
                .plc(others.url())
                .dns(name -> List.of())
                .handleServers(handle -> others.url())
                .sessions(new MemorySessionStore())
                .log(log)
                .limits(LIMITS)
                .postKeys(keys)
                .retries(new RetryPolicy(3, Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofSeconds(60)))
                .build();
    }

    private JsonNode value(StrongRef ref) {
        return record(ref, "app.bsky.feed.post").path("value");
    }

    private JsonNode record(StrongRef ref, String collection) {
        return account.client()
                .get(
                        "com.atproto.repo.getRecord",
                        Params.builder()
                                .add("repo", pds.did())
                                .add("collection", collection)
                                .add("rkey", ref.uri().key())
                                .build())
                .json();
    }

    private List<String> texts(String word) {
        return account
                .client()
                .get(
                        "com.atproto.repo.listRecords",
                        Params.builder()
                                .add("repo", pds.did())
                                .add("collection", "app.bsky.feed.post")
                                .add("limit", 100)
                                .build())
                .objects("records")
                .stream()
                .map(record -> record.object("value").text("text"))
                .filter(text -> text.contains(word))
                .sorted()
                .toList();
    }

    private Path picture(String name) throws IOException {
        Path file = folder.resolve(name);
        assertThat(ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", file.toFile()))
                .isTrue();
        return file;
    }

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

    @ParameterizedTest
    @EnumSource(Fault.class)
    void defect16PostsOnceWhateverHappensToTheAnswer(Fault fault) {
        // pysky sent the same post again after 502, under another name.
        account.did();
        gateway.next(fault);

        StrongRef post = posts.post(Post.text("once " + fault).build());

        assertThat(texts("once " + fault)).hasSize(1);
        assertThat(value(post).path("text").stringValue()).isEqualTo("once " + fault);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void postsWithGatesOnceWhateverHappensToTheAnswer(Fault fault) {
        account.did();
        gateway.next(fault);

        StrongRef post = posts.post(Post.text("gated " + fault)
                .repliesFrom(new ReplyRule.Mentioned(), new ReplyRule.Followers())
                .noQuotes()
                .build());

        assertThat(texts("gated " + fault)).hasSize(1);
        JsonNode gate = record(post, "app.bsky.feed.threadgate").path("value");
        assertThat(gate.path("post").stringValue()).isEqualTo(post.uri().toString());
        assertThat(gate.path("allow")).hasSize(2);
        assertThat(record(post, "app.bsky.feed.postgate").at("/value/embeddingRules"))
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void goesOnWhereItWasWhenItIsAskedAgain(Fault fault) {
        account.did();
        gateway.next(fault, fault, fault);
        PostThread thread = new PostThread(
                List.of(
                        Post.text("again " + fault + " 1").noQuotes().build(),
                        Post.text("again " + fault + " 2").build()),
                Optional.of("again " + fault));
        Runnable post = () -> assertThat(posts.post(thread)).hasSize(2);
        try {
            post.run();
        } catch (BlueskyException e) {
            post.run();
        }

        post.run();

        assertThat(texts("again " + fault)).containsExactly("again " + fault + " 1", "again " + fault + " 2");
    }

    @Test
    void givesTheFirstPostWhenAKeyIsUsedAgain() {
        StrongRef first = posts.post(Post.text("keyed one").key("k").build());
        int rows = log.rows().size();

        StrongRef second = posts.post(Post.text("keyed two").key("k").build());

        assertThat(second).isEqualTo(first);
        assertThat(log.rows()).hasSize(rows);
        assertThat(texts("keyed")).containsExactly("keyed one");
    }

    @Test
    void sendsAPlanThatWasStoredBeforeACrash() {
        Did me = account.did();
        gateway.next(Fault.BAD_GATEWAY_BEFORE, Fault.BAD_GATEWAY_BEFORE, Fault.BAD_GATEWAY_BEFORE);
        Post post = Post.text("crashed").key("crash").build();
        assertThatThrownBy(() -> posts.post(post)).isInstanceOf(BlueskyException.Refused.class);
        PostPlan plan = keys.find(me, "crash").orElseThrow();

        StrongRef made = posts.post(Post.text("something else").key("crash").build());

        assertThat(made).isEqualTo(plan.ref());
        assertThat(texts("crashed")).hasSize(1);
        assertThat(texts("something else")).isEmpty();
    }

    @Test
    void sendsTheImagesAgainIfTheServerForgotThem() throws IOException {
        Did me = account.did();
        Path picture = picture("forgotten.png");
        // Planned, and never sent: the server has no such blob.
        Post post = Post.text("forgotten").image(picture, "").key("forgotten").build();
        JsonNode record = posts.dryRun(post);
        PostPlan plan = new PostPlan(
                me,
                "forgotten",
                new dev.bluebell.bluesky.Tid("3zztslq2tsk2a"),
                DagCbor.cid(record),
                record.toString(),
                List.of());
        assertThat(keys.plan(List.of(plan))).isTrue();

        assertThat(posts.post(post)).isEqualTo(plan.ref());

        assertThat(texts("forgotten")).hasSize(1);
    }

    @Test
    void doesNotTakeAnotherRecordForItsOwn() {
        Did me = account.did();
        StrongRef there = posts.post(Post.text("there already").build());
        JsonNode other = posts.dryRun(Post.text("another").build());
        PostPlan plan = new PostPlan(
                me,
                "clash",
                new dev.bluebell.bluesky.Tid(there.uri().key().value()),
                DagCbor.cid(other),
                other.toString(),
                List.of());
        assertThat(keys.plan(List.of(plan))).isTrue();

        assertThatThrownBy(() -> posts.post(Post.text("another").key("clash").build()))
                .isInstanceOf(BlueskyException.BadAnswer.class);

        assertThat(value(there).path("text").stringValue()).isEqualTo("there already");
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
        List<MadePost> made = new java.util.ArrayList<>();
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
                dev.bluebell.bluesky.http.Http.open(LIMITS),
                ImagePreparer.unchanged(),
                content -> new LocalBlobs().upload(content),
                new dev.bluebell.bluesky.TidClock(java.time.InstantSource.system(), new java.util.Random(1)),
                java.time.InstantSource.system());

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
                .hasMessageContaining("is no image");
    }
}
