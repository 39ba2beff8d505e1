package dev.bluebell.bluesky.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bluebell.bluesky.Bluesky;
import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.OnPds;
import dev.bluebell.bluesky.log.MemoryCallLog;
import dev.bluebell.bluesky.session.Account;
import dev.bluebell.bluesky.session.BrowserLogin;
import dev.bluebell.bluesky.session.Credentials;
import dev.bluebell.bluesky.session.MemorySessionStore;
import dev.bluebell.bluesky.session.StoredSession;
import dev.bluebell.bluesky.xrpc.Params;
import dev.bluebell.bluesky.xrpc.RetryPolicy;
import dev.bluebell.testing.PdsVisitor;
import dev.bluebell.testing.RealPds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Logins by OAuth at a real PDS, and what can be done with them. */
class OAuthOnPdsTest {

    private static final String WHO = "com.atproto.server.getSession";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @SuppressWarnings("NullAway.Init") // JUnit does.
    private static RealPds pds;

    private final MemorySessionStore store = new MemorySessionStore();
    private final MemoryCallLog log = new MemoryCallLog();
    private final Bluesky bluesky = client();
    private final Account alice = bluesky.account(RealPds.HANDLE);

    @BeforeAll
    static void start() {
        pds = RealPds.start();
    }

    @AfterAll
    static void stop() {
        pds.close();
    }

    @AfterEach
    void close() {
        bluesky.close();
    }

    private Bluesky client() {
        return OnPds.set(Bluesky.builder(), pds)
                .sessions(store)
                .log(log)
                .retries(RetryPolicy.none())
                .build();
    }

    private StoredSession loggedIn() {
        try (BrowserLogin login = alice.browserLogin()) {
            assertThat(PdsVisitor.letIn(pds, login.url(), OAuth.EVERYTHING)).contains("You can close this page");
            assertThat(login.await(PATIENCE)).isEqualTo(new Did(pds.did()));
        }
        return stored();
    }

    private StoredSession stored() {
        return store.newest(RealPds.HANDLE).orElseThrow();
    }

    private static StoredSession aged(StoredSession session) {
        return with(session, session.accessToken(), session.created().minus(Duration.ofHours(1)));
    }

    private static StoredSession with(StoredSession session, String access, Instant created) {
        return new StoredSession(
                session.username(),
                session.did(),
                access,
                session.refreshToken(),
                session.pds(),
                created,
                session.origin(),
                session.oauth());
    }

    private static String who(Account account) {
        return account.client().get(WHO, Params.none()).text("did");
    }

    @Test
    void logsInAtThePageOfTheServerAndWrites() {
        StoredSession session = loggedIn();

        String uri = alice.client()
                .call("com.atproto.repo.createRecord", OnPds.post(pds.did()))
                .text("uri");

        assertThat(uri).startsWith("at://" + pds.did());
        assertThat(session.pds()).isEqualTo(pds.url());
        assertThat(session.oauth().orElseThrow().life()).isPositive();
        assertThat(session.toString() + session.oauth())
                .doesNotContain(session.accessToken(), session.refreshToken(), "\"d\"");
        assertThat(log.rows()).allSatisfy(row -> assertThat(row.toString()).doesNotContain(session.accessToken()));
    }

    @Test
    void anotherProgramGoesOnWithTheStoredSession() {
        StoredSession session = loggedIn();

        try (Bluesky other = client()) {
            assertThat(who(other.account(RealPds.HANDLE))).isEqualTo(pds.did());
        }

        assertThat(stored()).isEqualTo(session);
    }

    @Test
    void refreshesBeforeTheTokenEndsAndKeepsTheKey() {
        StoredSession session = loggedIn();
        store.save(aged(session));

        try (Bluesky other = client()) {
            assertThat(who(other.account(RealPds.HANDLE))).isEqualTo(pds.did());
        }

        assertThat(stored().origin()).isEqualTo(StoredSession.Origin.REFRESHED);
        assertThat(stored().refreshToken()).isNotEqualTo(session.refreshToken());
        assertThat(stored().oauth()).isEqualTo(session.oauth());
    }

    @Test
    void refreshesWhenTheServerDoesNotTakeTheTokenAndRepeatsTheCall() {
        StoredSession session = loggedIn();
        String broken = session.accessToken().substring(0, session.accessToken().length() - 8) + "AAAAAAAA";
        store.save(with(session, broken, session.created()));

        try (Bluesky other = client()) {
            assertThat(who(other.account(RealPds.HANDLE))).isEqualTo(pds.did());
        }

        assertThat(stored().origin()).isEqualTo(StoredSession.Origin.REFRESHED);
        assertThat(log.rows().getLast().ended().orElseThrow().sessionRefreshed())
                .isTrue();
    }

    @Test
    void twoClientsRefreshOnceAtTheSameTime() throws Exception {
        store.save(aged(loggedIn()));

        try (Bluesky one = client();
                Bluesky two = client();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Account here = one.account(RealPds.HANDLE);
            Account there = two.account(RealPds.HANDLE);
            List<Callable<String>> asked = IntStream.range(0, 10)
                    .mapToObj(i -> (Callable<String>) () -> who(i % 2 == 0 ? here : there))
                    .toList();

            for (Future<String> answer : threads.invokeAll(asked)) {
                assertThat(answer.get()).isEqualTo(pds.did());
            }
            // Had the refresh token been given twice, the server would have ended the session.
            store.save(aged(stored()));
        }
        try (Bluesky later = client()) {
            assertThat(who(later.account(RealPds.HANDLE))).isEqualTo(pds.did());
        }
    }

    @Test
    void saysThatARevokedSessionNeedsANewLogin() {
        StoredSession session = loggedIn();
        alice.logout();
        assertThat(store.newest(RealPds.HANDLE)).isEmpty();
        store.save(session);

        try (Bluesky other = client()) {
            assertThatExceptionOfType(BlueskyException.NotAuthenticated.class)
                    .isThrownBy(() -> who(other.account(RealPds.HANDLE)))
                    .withMessage("the session of alice.test is over; log in by OAuth again");
        }

        assertThat(store.newest(RealPds.HANDLE)).isEmpty();
    }

    @Test
    void goesBackToThePasswordWhenTheSessionWasRevoked() {
        StoredSession session = loggedIn();
        alice.logout();
        store.save(session);

        try (Bluesky other = client()) {
            assertThat(who(other.account(new Credentials(RealPds.HANDLE, pds.password()))))
                    .isEqualTo(pds.did());
        }

        assertThat(stored().oauth()).isEmpty();
    }

    @Test
    void saysThatThePersonDidNotLetItIn() {
        try (BrowserLogin login = alice.browserLogin()) {
            String unused = PdsVisitor.refuse(pds, login.url());

            assertThatExceptionOfType(BlueskyException.NotAuthenticated.class)
                    .isThrownBy(() -> login.await(PATIENCE))
                    .withMessageContaining("access_denied");
        }
        assertThat(store.newest(RealPds.HANDLE)).isEmpty();
    }
}
