package dev.bluebell.bluesky.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.bluesky.Bluesky;
import dev.bluebell.bluesky.OnPds;
import dev.bluebell.bluesky.session.Credentials;
import dev.bluebell.bluesky.session.StoredSession;
import dev.bluebell.bluesky.xrpc.Params;
import dev.bluebell.bluesky.xrpc.XrpcClient;
import dev.bluebell.testing.RealPds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An account on a real PDS, whose sessions and calls are in a database. */
class AccountsOnPdsTest {

    private static final String WHO = "com.atproto.server.getSession";

    @SuppressWarnings("NullAway.Init") // JUnit does.
    private static RealPds pds;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        pds = RealPds.start();
    }

    @AfterAll
    static void stop() {
        pds.close();
    }

    private static Bluesky client(BlueskyDatabase database) {
        return OnPds.set(database.configure(Bluesky.builder()), pds).build();
    }

    private static Credentials alice() {
        return new Credentials(RealPds.HANDLE, pds.password());
    }

    private static long calls(Place place, String endpoint) {
        return place.rows("SELECT id FROM bsky_api_call_log WHERE endpoint = 'xrpc/" + endpoint + "'")
                .size();
    }

    @Test
    void refreshesOnceThoughTwoProcessesShareTheDatabase() throws Exception {
        for (Place place : List.of(Place.sqlite(folder), Place.postgres())) {
            try (BlueskyDatabase one = place.open();
                    BlueskyDatabase two = place.open();
                    Bluesky first = client(one);
                    Bluesky second = client(two);
                    var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                assertThat(first.account(alice()).login().value()).isEqualTo(pds.did());
                StoredSession session = one.sessions().newest(RealPds.HANDLE).orElseThrow();
                one.sessions().save(withAccessToken(session, "garbage"));
                XrpcClient here = first.account(RealPds.HANDLE).client();
                XrpcClient there = second.account(RealPds.HANDLE).client();
                List<Callable<String>> asked = IntStream.range(0, 10)
                        .mapToObj(i -> (Callable<String>) () -> (i % 2 == 0 ? here : there)
                                .get(WHO, Params.none())
                                .text("did"))
                        .toList();

                for (Future<String> answer : threads.invokeAll(asked)) {
                    assertThat(answer.get()).isEqualTo(pds.did());
                }
            }

            assertThat(calls(place, "com.atproto.server.refreshSession")).isEqualTo(1);
            assertThat(place.rows("SELECT create_method FROM bsky_session ORDER BY id"))
                    .containsExactly("0", "0", "1");
        }
    }

    private static StoredSession withAccessToken(StoredSession session, String token) {
        return new StoredSession(
                session.username(),
                session.did(),
                token,
                session.refreshToken(),
                session.pds(),
                session.created(),
                session.origin());
    }

    @Test
    void storesThePasswordNowhereAndNoTokenInTheLog() throws Exception {
        Place place = Place.sqlite(folder);
        try (BlueskyDatabase database = place.open();
                Bluesky bluesky = client(database)) {
            bluesky.account(alice()).client().call("com.atproto.repo.createRecord", OnPds.post(pds.did()));
        }

        assertThat(Files.readString(Path.of(place.url()), ISO_8859_1)).doesNotContain(pds.password());
        assertThat(place.rows("SELECT * FROM bsky_api_call_log").toString())
                .contains("createSession", "createRecord", "hello")
                .doesNotContain("eyJ");
        assertThat(place.rows("SELECT write_op_points_consumed, http_status_code FROM bsky_api_call_log"
                        + " WHERE endpoint = 'xrpc/com.atproto.repo.createRecord'"))
                .containsExactly("3|200");
    }
}
