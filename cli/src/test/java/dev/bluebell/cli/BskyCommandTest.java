package dev.bluebell.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bluebell.bluesky.oauth.OAuth;
import dev.bluebell.cli.Person.Run;
import dev.bluebell.testing.Mp4;
import dev.bluebell.testing.PdsVisitor;
import dev.bluebell.testing.RealPds;
import dev.bluebell.testing.VideoServiceStub;
import dev.bluebell.testing.XrpcStub;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands for Bluesky, on a real PDS. */
class BskyCommandTest {

    private static final String POSTS = "app.bsky.feed.post";
    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private static RealPds pds;
    private static XrpcStub appView;

    @TempDir
    Path home;

    private Person person;

    @BeforeAll
    static void start() {
        pds = RealPds.start();
        appView = XrpcStub.start();
    }

    @AfterAll
    static void stop() {
        appView.close();
        pds.close();
    }

    @BeforeEach
    void person() {
        person = stranger().with(BskyConnection.USERNAME, RealPds.HANDLE).with(BskyConnection.PASSWORD, pds.password());
    }

    private Person stranger() {
        return new Person(home)
                .with("BSKY_SERVICE", pds.url().toString())
                .with("BSKY_PLC", pds.plcUrl().toString())
                .with("BSKY_APPVIEW", appView.url().toString());
    }

    private static JsonNode json(String line) {
        return JsonMapper.shared().readTree(line);
    }

    private Run done(String... arguments) {
        Run run = person.run(arguments);
        assertThat(run.errors()).isEmpty();
        assertThat(run.exitCode()).isZero();
        return run;
    }

    private Run post(String text, String... more) {
        String[] arguments = new String[more.length + 4];
        arguments[0] = "bsky";
        arguments[1] = "post";
        arguments[2] = text;
        arguments[3] = "--json";
        System.arraycopy(more, 0, arguments, 4, more.length);
        return done(arguments);
    }

    @Test
    void asksTheServiceWithoutAnAccount() {
        Run run = stranger()
                .run("bsky", "get", "com.atproto.identity.resolveHandle", "handle=" + RealPds.HANDLE, "--json");

        assertThat(json(run.text()).path("did").asString()).isEqualTo(pds.did());
    }

    @Test
    void asksTheServerOfTheAccount() {
        Run run = done("bsky", "get", "xrpc/com.atproto.server.getSession");

        assertThat(run.lines()).hasSizeGreaterThan(2);
        assertThat(json(run.text()).path("handle").asString()).isEqualTo(RealPds.HANDLE);
    }

    @Test
    void asksTheAppViewWithoutAToken() {
        appView.on("app.bsky.feed.getPosts", XrpcStub.Told.json("{\"posts\": []}"));

        Run run = done("bsky", "get", "app.bsky.feed.getPosts", "uris=at://a", "uris=at://b", "--json");

        assertThat(run.text()).isEqualToIgnoringNewLines("{\"posts\":[]}");
        XrpcStub.Asked asked = appView.asked("app.bsky.feed.getPosts").getLast();
        assertThat(asked.header("authorization")).isEmpty();
        assertThat(asked.toString()).contains("uris=at%3A%2F%2Fa&uris=at%3A%2F%2Fb");
    }

    @Test
    void callsWithFieldsInputOrAFile() {
        String record =
                "{\"$type\": \"%s\", \"text\": \"fields\", \"createdAt\": \"2026-11-21T00:00:00Z\"}".formatted(POSTS);
        String input = "{\"repo\": \"%s\", \"collection\": \"%s\", \"record\": %s}".formatted(pds.did(), POSTS, record);
        Path picture = person.file("dot.png", Base64.getDecoder().decode(PIXEL));

        Run fields = done(
                "bsky",
                "call",
                "com.atproto.repo.createRecord",
                "repo=" + pds.did(),
                "collection=" + POSTS,
                "record:=" + record,
                "--json");
        Run piped = person.piping(input).run("bsky", "call", "com.atproto.repo.createRecord", "--json");
        Run file = person.piping("")
                .run("bsky", "call", "com.atproto.repo.uploadBlob", "--body", picture.toString(), "--json");

        assertThat(json(fields.text()).path("uri").asString()).startsWith("at://" + pds.did());
        assertThat(json(piped.text()).path("uri").asString()).startsWith("at://" + pds.did());
        assertThat(json(file.text()).at("/blob/mimeType").asString()).isEqualTo("image/png");
    }

    @Test
    void saysOnTwoLinesWhyACallFailed() {
        Run run =
                person.run("bsky", "call", "com.atproto.repo.createRecord", "repo=" + pds.did(), "collection=" + POSTS);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors().lines().toList())
                .hasSize(2)
                .element(1)
                .asString()
                .matches("bluebell: SELECT \\* FROM bsky_api_call_log WHERE id=[0-9]+");
        assertThat(run.errors()).contains("InvalidRequest");
    }

    @Test
    void asksForFieldsThatHaveANameAndAValue() {
        Run run = person.run("bsky", "get", "com.atproto.server.getSession", "x");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).isEqualTo("bluebell: \"x\" is not KEY=VALUE\n");
    }

    @Test
    void saysOnOneLineWhatIsNoBody() {
        Run folder = person.run("bsky", "call", "com.atproto.repo.uploadBlob", "--body", home.toString());
        Run noJson = person.piping("{\"repo\": oops").run("bsky", "call", "com.atproto.repo.createRecord");

        assertThat(folder.errors()).isEqualTo("bluebell: " + home + " is a folder; give a file\n");
        Run open = person.run("bsky", "call", "com.atproto.repo.createRecord", "record:={");

        assertThat(open.errors()).hasLineCount(1).contains("is not JSON: ").doesNotContain("Source", "[");
        assertThat(noJson.errors())
                .hasLineCount(1)
                .contains("is not JSON: ", "oops")
                .doesNotContain("Source");
    }

    @Test
    void saysWhatIsNoAddressOfAServer() {
        Run run = person.run("bsky", "get", "app.bsky.feed.getTimeline", "--host", "nonsense");

        assertThat(run.exitCode()).isNotZero();
        assertThat(run.errors()).hasLineCount(1).contains("https://HOST").endsWith("for this machine only\n");
    }

    @Test
    void saysOnOneLineThatNobodyIsLoggedIn() {
        Run run = stranger().run("bsky", "post", "hello");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).hasLineCount(1).contains("BSKY_AUTH_USERNAME");
    }

    @ParameterizedTest
    @CsvSource({
        "get no-name, a name like app.bsky.feed.post",
        "delete nothing, at://",
        "profile @, a handle like",
        "post x --label nuditty, graphic-media",
        "post -hello, stands behind --",
        "log --since never, 7d",
        "log prune, --older-than"
    })
    void refusesArgumentsThatMakeNoSense(String arguments, String reason) {
        Run run = person.run(("bsky " + arguments).split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors()).hasLineCount(1).contains(reason);
    }

    @Test
    void postsListsAndDeletes() {
        done("bsky", "records", POSTS, "--new", "--json");
        JsonNode first = json(post("**Bees** [sleep](https://example.com/bees) #too", "--lang", "en")
                .text());
        JsonNode answer =
                json(post("They do", "--reply-to", first.path("uri").asString()).text());

        Run fresh = done("bsky", "records", POSTS, "--new", "--json");
        Run again = done("bsky", "records", POSTS, "--new", "--json");

        assertThat(fresh.lines()).hasSize(2);
        assertThat(json(fresh.lines().getFirst()).at("/value/text").asString()).isEqualTo("Bees sleep #too");
        assertThat(json(fresh.lines().getFirst()).path("cid")).isEqualTo(first.path("cid"));
        assertThat(json(fresh.lines().getLast()).at("/value/reply/root/uri")).isEqualTo(first.path("uri"));
        assertThat(again.text()).isEmpty();

        assertThat(done("bsky", "records", POSTS, "--reset").text()).isEmpty();
        assertThat(done("bsky", "records", POSTS, "--new", "--json").text())
                .contains(fresh.lines().getFirst());

        done("bsky", "delete", answer.path("uri").asString());
        assertThat(stranger()
                        .run("bsky", "records", POSTS, "--repo", RealPds.HANDLE, "--json")
                        .text())
                .contains(first.path("uri").asString())
                .doesNotContain(answer.path("uri").asString());
    }

    @Test
    void postsOnceUnderAKeyAndAnswersByIt() {
        JsonNode first = json(post("only once", "--key", "once").text());
        JsonNode second = json(post("only once, again", "--key", "once").text());
        JsonNode answer =
                json(post("an answer", "--reply-key", "once", "--dry-run").text());

        assertThat(second.path("uri")).isEqualTo(first.path("uri"));
        assertThat(second.path("known").asBoolean()).isTrue();
        assertThat(first.has("known")).isFalse();
        assertThat(answer.at("/reply/parent/uri")).isEqualTo(first.path("uri"));
    }

    @Test
    void showsTheRecordOfAPostWithItsImageAndSendsNothing() {
        Path picture = person.file("dot.png", Base64.getDecoder().decode(PIXEL));
        long before = done("bsky", "records", POSTS).lines().size();

        Run run = person.piping("From *stdin*\n")
                .run(
                        "bsky",
                        "post",
                        "-",
                        "--image",
                        picture.toString(),
                        "--alt",
                        "a dot",
                        "--label",
                        "nudity",
                        "--dry-run",
                        "--json");

        assertThat(run.errors()).isEmpty();
        JsonNode record = json(run.text());
        assertThat(record.path("$type").asString()).isEqualTo(POSTS);
        assertThat(record.path("text").asString()).isEqualTo("From stdin");
        assertThat(record.at("/embed/images/0/alt").asString()).isEqualTo("a dot");
        assertThat(record.at("/embed/images/0/aspectRatio/width").asInt()).isEqualTo(1);
        assertThat(done("bsky", "records", POSTS).lines()).hasSize((int) before);
    }

    @Test
    void postsAVideoWhenTheServiceHasMadeItFit() {
        Path file = person.file("bees.mp4", Mp4.video("isom", "avc1", 0, 320, 180, 3));
        try (VideoServiceStub service = VideoServiceStub.start()) {
            person = person.with("BSKY_VIDEO", service.url().toString());
            service.job("\"state\":\"JOB_STATE_FAILED\",\"failureCode\":\"validation\",\"message\":\"no bees\"");
            Run failed = person.run("bsky", "post", "bees", "--video", file.toString(), "--alt", "Bees");

            assertThat(failed.exitCode()).isEqualTo(1);
            assertThat(failed.errors()).hasLineCount(1).contains("bees.mp4: no bees (validation)");
            assertThat(service.asked("app.bsky.video.uploadVideo")).hasSize(1);
        }
        try (VideoServiceStub service = VideoServiceStub.start()) {
            person = person.with("BSKY_VIDEO", service.url().toString());
            JsonNode blob = json(done(
                                    "bsky", "call", "com.atproto.repo.uploadBlob", "--body", file.toString(), "--json")
                            .text())
                    .path("blob");
            service.job("\"state\":\"JOB_STATE_COMPLETED\",\"progress\":100,\"blob\":" + blob);
            String uri = json(post("bees", "--video", file.toString(), "--alt", "Bees")
                            .text())
                    .path("uri")
                    .asString();

            String key = uri.substring(uri.lastIndexOf('/') + 1);
            JsonNode embed = json(done(
                                    "bsky",
                                    "get",
                                    "com.atproto.repo.getRecord",
                                    "repo=" + pds.did(),
                                    "collection=" + POSTS,
                                    "rkey=" + key,
                                    "--json")
                            .text())
                    .at("/value/embed");
            assertThat(embed.path("$type").asString()).isEqualTo("app.bsky.embed.video");
            assertThat(embed.path("video")).isEqualTo(blob);
            assertThat(embed.path("alt").asString()).isEqualTo("Bees");
            assertThat(embed.at("/aspectRatio/width").asInt()).isEqualTo(320);
        }
    }

    @Test
    void asksNoServiceForAVideoBesideAnImage() {
        Path video = person.file("bees.mp4", Mp4.video("isom", "avc1", 0, 320, 180, 3));
        Path picture = person.file("dot.png", Base64.getDecoder().decode(PIXEL));

        Run run = person.run("bsky", "post", "x", "--image", picture.toString(), "--video", video.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).isEqualTo("bluebell: a post shows images or one video; leave out the others\n");
    }

    @Test
    void saysWhatIsWrongWithAPost() {
        Run run = person.run("bsky", "post", "x", "--image", "nowhere.png");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).isEqualTo("bluebell: there is no nowhere.png\n");
    }

    @Test
    void countsWhatWritesCost() {
        post("to be counted");

        JsonNode limits = json(done("bsky", "limits", "--json").text());

        assertThat(limits.at("/hour/used").asInt()).isEqualTo(2);
        assertThat(limits.at("/hour/limit").asInt()).isEqualTo(5000);
        assertThat(limits.at("/day/limit").asInt()).isEqualTo(35_000);
    }

    @Test
    void keepsTheSessionForWhoHasNoPassword() {
        assertThat(json(done("bsky", "login", "--json").text()).path("did").asString())
                .isEqualTo(pds.did());
        Person later = stranger().with(BskyConnection.USERNAME, RealPds.HANDLE);

        assertThat(later.run("bsky", "get", "com.atproto.server.getSession").exitCode())
                .isZero();
        assertThat(later.run("bsky", "login").errors()).contains("takes its password");
        assertThat(later.run("bsky", "logout").text()).startsWith("logged out  ");
        assertThat(later.run("bsky", "logout").text()).startsWith("was not logged in  ");
        assertThat(later.run("bsky", "get", "com.atproto.server.getSession").errors())
                .contains("BSKY_AUTH_PASSWORD");
    }

    @Test
    void showsAndPrunesTheLog() {
        done("bsky", "get", "com.atproto.server.describeServer");
        person.run("bsky", "get", "com.atproto.repo.getRecord", "repo=" + pds.did());

        assertThat(done("bsky", "log").text()).contains("com.atproto.server.describeServer");
        assertThat(done("bsky", "log", "--failed", "--json").lines())
                .singleElement()
                .satisfies(
                        line -> assertThat(json(line).path("error").asString()).contains("InvalidRequest"));
        done("bsky", "log", "prune", "--older-than", "0s");
        assertThat(done("bsky", "log", "--failed").text()).isEmpty();
    }

    @Test
    void remembersProfiles() {
        appView.on(
                "app.bsky.actor.getProfile",
                XrpcStub.Told.json(
                        "{\"did\": \"%s\", \"handle\": \"alice.test\", \"displayName\": \"Alice\", \"followersCount\": 3}"
                                .formatted(pds.did())));

        Run first = done("bsky", "profile", "alice.test");
        Run second = done("bsky", "profile", "alice.test", "--json");
        int asked = appView.asked("app.bsky.actor.getProfile").size();
        done("bsky", "profile", "alice.test", "--fresh");

        assertThat(first.text()).contains("alice.test  Alice", pds.did(), "3 followers");
        assertThat(json(second.text()).path("displayName").asString()).isEqualTo("Alice");
        assertThat(asked).isEqualTo(1);
        assertThat(appView.asked("app.bsky.actor.getProfile")).hasSize(2);
    }

    @Test
    void logsInAtAPageWithoutAPassword() throws Exception {
        Person alice = stranger().with(BskyConnection.USERNAME, RealPds.HANDLE);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> login = threads.submit(() -> Bluebell.run(
                    alice.shell(out, Person.stream(err), stop -> {}), "bsky", "login", "--oauth", "--json"));
            URI page = await().atMost(Duration.ofSeconds(30))
                    .until(() -> PdsVisitor.pageIn(err.toString(StandardCharsets.UTF_8)), Optional::isPresent)
                    .orElseThrow();

            String unused = PdsVisitor.letIn(pds, page, OAuth.EVERYTHING);

            assertThat(login.get()).isZero();
        }
        assertThat(json(out.toString(StandardCharsets.UTF_8)).path("did").asString())
                .isEqualTo(pds.did());
        Run run = alice.run("bsky", "get", "com.atproto.server.getSession", "--json");
        assertThat(json(run.text()).path("handle").asString()).isEqualTo(RealPds.HANDLE);
        assertThat(alice.run("bsky", "logout").exitCode()).isZero();
    }
}
