package dev.bluebell.bluesky.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.oauth.OAuthSession;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store of sessions does. */
public abstract class SessionStoreContract {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    /** The store of this test; the same one all through it. */
    protected abstract SessionStore store();

    @Test
    void hasTheNewestSessionOfEachAccount() {
        store().save(session("alice", "a1", NOON));
        store().save(session("alice", "a2", NOON.plusSeconds(1)));
        store().save(session("bob", "b1", NOON.plusSeconds(2)));

        assertThat(store().newest("alice")).contains(session("alice", "a2", NOON.plusSeconds(1)));
        assertThat(store().newest("bob")).isPresent();
        assertThat(store().newest("carol")).isEmpty();
    }

    @Test
    void forgetsASessionThatHasEndedAndThoseBefore() {
        store().save(session("alice", "a1", NOON));
        store().save(session("alice", "a2", NOON.plusSeconds(1)));

        store().end(session("alice", "a2", NOON.plusSeconds(1)), "revoked");

        assertThat(store().newest("alice")).isEmpty();
    }

    @Test
    void keepsASessionThatIsNewerThanTheOneThatEnded() {
        store().save(session("alice", "a1", NOON));
        store().save(session("alice", "a2", NOON.plusSeconds(1)));

        store().end(session("alice", "a1", NOON), "revoked");

        assertThat(store().newest("alice")).contains(session("alice", "a2", NOON.plusSeconds(1)));
    }

    @Test
    void tellsSessionsOfTheSameSecondApart() {
        StoredSession first = session("alice", "a1", NOON);
        StoredSession second = new StoredSession(
                "alice", first.did(), first.accessToken(), "another", first.pds(), NOON, first.origin());
        store().save(first);
        store().save(second);

        store().end(first, "logged in anew");

        assertThat(store().newest("alice")).contains(second);
    }

    @Test
    void leasesAnAccountToOneAtATime() {
        assertThat(store().tryLease("alice", "one", NOON, NOON.plusSeconds(60))).isTrue();
        assertThat(store().tryLease("alice", "two", NOON, NOON.plusSeconds(60))).isFalse();
        assertThat(store().tryLease("bob", "two", NOON, NOON.plusSeconds(60))).isTrue();
        assertThat(store().tryLease("alice", "one", NOON.plusSeconds(9), NOON.plusSeconds(69)))
                .isTrue();
    }

    @Test
    void leasesAnAccountAgainWhenItWasGivenBackOrTheTimeIsOver() {
        assertThat(store().tryLease("alice", "one", NOON, NOON.plusSeconds(60))).isTrue();
        store().release("alice", "two");
        assertThat(store().tryLease("alice", "two", NOON, NOON.plusSeconds(60))).isFalse();
        store().release("alice", "one");
        assertThat(store().tryLease("alice", "two", NOON, NOON.plusSeconds(60))).isTrue();
        assertThat(store().tryLease("alice", "three", NOON.plusSeconds(60), NOON.plusSeconds(90)))
                .isTrue();
    }

    @Test
    void keepsAllThatASessionIs() {
        StoredSession session = new StoredSession(
                "alice@example.com",
                new Did("did:web:pds.example"),
                "access",
                "refresh",
                URI.create("http://127.0.0.1:2583"),
                NOON.plusNanos(123_456_000),
                StoredSession.Origin.REFRESHED);

        store().save(session);

        assertThat(store().newest("alice@example.com")).contains(session);
    }

    @Test
    void keepsWhatASessionByOAuthIs() {
        store().save(byOAuth("alice", NOON));

        assertThat(store().newest("alice")).contains(byOAuth("alice", NOON));
    }

    @Test
    void hasTheLastSavedAsTheNewestThoughAClockWasWrong() {
        store().save(session("alice", "a1", NOON.plusSeconds(300)));
        store().save(session("alice", "a2", NOON));

        assertThat(store().newest("alice")).contains(session("alice", "a2", NOON));
    }

    @Test
    void endsNothingThatItDoesNotKnow() {
        store().save(session("alice", "a1", NOON));

        store().end(session("alice", "other", NOON.plusSeconds(60)), "revoked");
        store().end(session("bob", "a1", NOON), "revoked");

        assertThat(store().newest("alice")).isPresent();
    }

    @Test
    void showsNoTokens() {
        assertThat(session("alice", "secret", NOON).toString()).doesNotContain("secret");
        assertThat(new Credentials("alice", "secret").withCode("secret").toString())
                .doesNotContain("secret");
    }

    /** With the key of appendix A.2 of RFC 7517. */
    protected static StoredSession byOAuth(String username, Instant created) {
        StoredSession session = session(username, "a1", created);
        String key = """
                {"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",\
                "y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM","d":"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE"}""";
        return new StoredSession(
                username,
                session.did(),
                session.accessToken(),
                session.refreshToken(),
                session.pds(),
                created,
                session.origin(),
                Optional.of(new OAuthSession(
                        URI.create("https://issuer.example"), "http://localhost", key, Duration.ofHours(1))));
    }

    protected static StoredSession session(String username, String token, Instant created) {
        return session(username, token, created, URI.create("https://pds.example"));
    }

    protected static StoredSession session(String username, String token, Instant created, URI pds) {
        return new StoredSession(
                username,
                new Did("did:plc:z72i7hdynmk6r22z27h6tvur"),
                token,
                "refresh-" + token,
                pds,
                created,
                StoredSession.Origin.CREATED);
    }
}
