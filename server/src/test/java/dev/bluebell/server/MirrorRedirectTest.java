package dev.bluebell.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.testing.FakeOrigin;
import dev.bluebell.testing.RawAnswer;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** BUD-04: redirects of origins, each of which passes the guard again, and names that are resolved just once. */
class MirrorRedirectTest {

    private static final List<String> RESOLVED = new CopyOnWriteArrayList<>();

    @TempDir
    private static Path folder;

    @AutoClose
    private static TestServer server;

    @AutoClose
    private static FakeOrigin origin;

    private final Blob blob = Blob.fresh(1000);

    @BeforeAll
    static void start() {
        origin = FakeOrigin.start();
        server = TestServer.start(folder, settings -> settings.privateOrigins(true), MirrorRedirectTest::resolve);
    }

    /** Every name ends here, but each only once: whoever asks again is sent elsewhere. */
    private static List<InetAddress> resolve(String host) throws UnknownHostException {
        RESOLVED.add(host);
        boolean again = RESOLVED.indexOf(host) < RESOLVED.size() - 1;
        if (host.endsWith(".example")) {
            return List.of(InetAddress.getByName(again ? "169.254.169.254" : "127.0.0.1"));
        }
        return List.of(InetAddress.getAllByName(host));
    }

    @BeforeEach
    void forget() {
        RESOLVED.clear();
    }

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(server.temporaryFiles()).isEmpty();
    }

    private RawAnswer mirror(Object url) {
        return server.ask(server.mirror(url.toString(), blob.hash()));
    }

    private URI target() {
        return origin.at("/target", FakeOrigin.body("text/plain", blob.bytes()));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void isFollowed(int status) {
        URI url = origin.at("/from" + status, FakeOrigin.redirect(status, target().toString()));

        Answers.assertThat(mirror(url)).hasStatus(201);
    }

    @Test
    void mayBeRelative() {
        target();
        origin.at("/a/from", FakeOrigin.redirect(302, "../target"));

        Answers.assertThat(mirror(origin.url("/a/from"))).hasStatus(201);
    }

    @Test
    void fiveInARowAreFollowedAndNotSix() {
        target();
        for (int hop = 0; hop < 6; hop++) {
            origin.at("/hop" + hop, FakeOrigin.redirect(302, hop == 0 ? "/target" : "/hop" + (hop - 1)));
        }

        Answers.assertThat(mirror(origin.url("/hop5"))).isRefusal(502, "more than 5 times");
        Answers.assertThat(mirror(origin.url("/hop4"))).hasStatus(201);
    }

    @Test
    void aCircleIsLeft() {
        origin.at("/circle", FakeOrigin.redirect(302, "/circle"));

        Answers.assertThat(mirror(origin.url("/circle"))).hasStatus(502);
        assertThat(origin.requests("/circle")).hasSize(6);
    }

    @Test
    void withoutATargetIsAFailureOfTheOrigin() {
        Answers.assertThat(mirror(origin.at("/no-target", FakeOrigin.status(302))))
                .isRefusal(502, "302");
        Answers.assertThat(mirror(origin.at("/bad-target", FakeOrigin.redirect(302, "http://a b"))))
                .isRefusal(502, "no URL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data/",
                "http://[fe80::1]/",
                "http://0.0.0.0/",
                "file:///etc/passwd",
                "ftp://127.0.0.1/",
                "http://user:password@127.0.0.1/",
                "http://127.0.0.1:0/",
                "//169.254.169.254/"
            })
    void toAForbiddenPlaceIsNotFollowed(String location) {
        URI url = origin.at("/evil", FakeOrigin.redirect(302, location));

        Answers.assertThat(mirror(url)).hasStatus(403);
    }

    @Test
    void theConnectionGoesToTheAddressThatWasChecked() {
        origin.at("/blob", FakeOrigin.body("text/plain", blob.bytes()));

        Answers.assertThat(mirror("http://media.example:" + origin.port() + "/blob"))
                .hasStatus(201);

        assertThat(RESOLVED).containsExactly("media.example");
        assertThat(origin.requests("/blob"))
                .last()
                .asString()
                .containsIgnoringCase("\r\nhost: media.example:" + origin.port() + "\r\n");
    }

    @Test
    void eachHopIsResolvedOnce() {
        String other = "http://other.example:" + origin.port();
        origin.at("/first", FakeOrigin.redirect(307, other + "/second"));
        origin.at("/second", FakeOrigin.body("text/plain", blob.bytes()));

        Answers.assertThat(mirror("http://media.example:" + origin.port() + "/first"))
                .hasStatus(201);
        assertThat(RESOLVED).containsExactly("media.example", "other.example");
    }

    @Test
    void aNameThatChangesItsMindBetweenTwoHopsIsCaught() {
        origin.at("/again", FakeOrigin.redirect(307, "/target"));
        target();

        Answers.assertThat(mirror("http://media.example:" + origin.port() + "/again"))
                .isRefusal(403, "media.example");
    }
}
