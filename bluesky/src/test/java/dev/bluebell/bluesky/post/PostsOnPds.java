package dev.bluebell.bluesky.post;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.bluesky.Bluesky;
import dev.bluebell.bluesky.OnPds;
import dev.bluebell.bluesky.StrongRef;
import dev.bluebell.bluesky.http.HttpLimits;
import dev.bluebell.bluesky.log.MemoryCallLog;
import dev.bluebell.bluesky.session.Account;
import dev.bluebell.bluesky.session.Credentials;
import dev.bluebell.bluesky.session.MemorySessionStore;
import dev.bluebell.bluesky.xrpc.Params;
import dev.bluebell.bluesky.xrpc.RetryPolicy;
import dev.bluebell.testing.RealPds;
import dev.bluebell.testing.XrpcStub;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A real PDS behind a gateway that makes trouble, an account on it, and somebody else elsewhere. */
abstract class PostsOnPds {

    static final String BOB = "did:plc:bobbobbobbobbobbobbobbob";

    @SuppressWarnings("NullAway.Init") // JUnit does.
    static RealPds pds;

    /** The server answers after that, or not at all. */
    static final HttpLimits LIMITS = new HttpLimits(
            Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(5), 8 << 20);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit does.
    Path folder;

    final PostKeys keys = new MemoryPostKeys();
    final MemoryCallLog log = new MemoryCallLog();
    final XrpcStub others = XrpcStub.start();
    final PdsGateway gateway = PdsGateway.before(pds.url());
    final Bluesky bluesky = bluesky();
    final Account account = bluesky.account(new Credentials(RealPds.HANDLE, pds.password()));
    final Posts posts = bluesky.posts(account);

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
        return OnPds.set(Bluesky.builder(), pds.url(), others.url(), others.url())
                .sessions(new MemorySessionStore())
                .log(log)
                .limits(LIMITS)
                .postKeys(keys)
                .retries(new RetryPolicy(3, Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofSeconds(60)))
                .build();
    }

    JsonNode value(StrongRef ref) {
        return record(ref, "app.bsky.feed.post").path("value");
    }

    JsonNode record(StrongRef ref, String collection) {
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

    List<String> texts(String word) {
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

    Path picture(String name) throws IOException {
        Path file = folder.resolve(name);
        assertThat(ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", file.toFile()))
                .isTrue();
        return file;
    }
}
