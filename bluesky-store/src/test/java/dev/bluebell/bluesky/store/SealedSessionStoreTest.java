package dev.bluebell.bluesky.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bluebell.bluesky.session.SessionStore;
import dev.bluebell.bluesky.session.SessionStoreContract;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions whose tokens are encrypted. */
class SealedSessionStoreTest extends SessionStoreContract {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final String KEY = "correct horse battery staple";

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // JUnit does.
    private Place place;

    @SuppressWarnings("NullAway.Init")
    private BlueskyDatabase database;

    @BeforeEach
    void open() {
        place = Place.sqlite(folder);
        database = open(KEY);
    }

    private BlueskyDatabase open(String key) {
        return BlueskyDatabase.builder().storeKey(key).open(place.url());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected SessionStore store() {
        return database.sessions();
    }

    @Test
    void storesNoTokenInClear() {
        store().save(session("alice", "the-token", NOON));
        store().save(session("alice", "the-token", NOON));

        assertThat(place.rows("SELECT \"accessJwt\" FROM bsky_session"))
                .doesNotHaveDuplicates()
                .allSatisfy(token -> assertThat(token).startsWith("sealed1:").doesNotContain("the-token"));
        assertThat(place.rows("SELECT \"refreshJwt\" FROM bsky_session").toString())
                .doesNotContain("the-token");
    }

    @Test
    void storesNoKeyOfASessionByOAuthInClear() {
        store().save(byOAuth("alice", NOON));

        assertThat(place.rows("SELECT oauth FROM bsky_session").toString())
                .contains("sealed1:")
                .doesNotContain("issuer.example", "870MB6gf");
    }

    @Test
    void readsThemInAnotherProcessWithTheSameKey() {
        store().save(session("alice", "a1", NOON));

        try (BlueskyDatabase other =
                BlueskyDatabase.open(Map.of("BSKY_SQLITE_FILENAME", place.url(), "BLUEBELL_STORE_KEY", KEY))) {
            assertThat(other.sessions().newest("alice")).contains(session("alice", "a1", NOON));
        }
    }

    @Test
    void encryptsWhatWasStoredInClear() {
        store().save(session("alice", "a1", NOON));
        try (BlueskyDatabase plain = place.open()) {
            plain.sessions().save(session("bob", "b1", NOON));
            plain.sessions().save(byOAuth("carol", NOON));
        }
        assertThat(place.rows("SELECT \"accessJwt\" FROM bsky_session").toString())
                .contains("b1");

        try (BlueskyDatabase other = open(KEY)) {
            assertThat(other.sessions().newest("alice")).contains(session("alice", "a1", NOON));
            assertThat(other.sessions().newest("bob")).contains(session("bob", "b1", NOON));
            assertThat(other.sessions().newest("carol")).contains(byOAuth("carol", NOON));
        }
        assertThat(place.rows("SELECT \"accessJwt\", \"refreshJwt\", coalesce(oauth, 'sealed1:') FROM bsky_session"))
                .hasSize(3)
                .allSatisfy(row -> assertThat(row).matches("(sealed1:[^|]*[|]?){3}"));
    }

    @Test
    void saysThatTheKeyIsTheWrongOne() {
        store().save(session("alice", "a1", NOON));

        try (BlueskyDatabase other = open("another key")) {
            assertThatExceptionOfType(BlueskyStoreException.WrongKey.class)
                    .isThrownBy(() -> other.sessions().newest("alice"))
                    .withMessageContaining("BLUEBELL_STORE_KEY is not the key")
                    .withMessageNotContaining("another key");
        }
    }

    @Test
    void goesOnWithAnotherKeyAfterANewLogin() {
        store().save(session("alice", "a1", NOON));

        try (BlueskyDatabase other = open("another key")) {
            other.sessions().save(session("alice", "a2", NOON));
            other.sessions().end(session("alice", "a0", NOON), "unknown");
            assertThat(other.sessions().newest("alice")).contains(session("alice", "a2", NOON));

            other.sessions().end(session("alice", "a2", NOON), "logged out");
            assertThat(other.sessions().newest("alice")).isEmpty();
        }
    }

    @Test
    void saysThatAKeyIsNeeded() {
        store().save(session("alice", "a1", NOON));

        try (BlueskyDatabase other = place.open()) {
            assertThatExceptionOfType(BlueskyStoreException.WrongKey.class)
                    .isThrownBy(() -> other.sessions().newest("alice"))
                    .withMessageContaining("set BLUEBELL_STORE_KEY");
        }
    }

    @Test
    void takesNoTokenThatWasPutInThePlaceOfAnother() {
        store().save(session("alice", "a1", NOON));
        place.sql("UPDATE bsky_session SET \"accessJwt\" = \"refreshJwt\"");

        assertThatExceptionOfType(BlueskyStoreException.WrongKey.class).isThrownBy(() -> store().newest("alice"));
    }

    @Test
    void takesNoTokenThatWasCutOrChanged() {
        store().save(session("alice", "a1", NOON));
        for (String broken : new String[] {"sealed1:", "sealed1:AAAA", "sealed1:?"}) {
            place.sql("UPDATE bsky_session SET \"accessJwt\" = '" + broken + "'");

            assertThatExceptionOfType(BlueskyStoreException.WrongKey.class).isThrownBy(() -> store().newest("alice"));
        }
    }

    @Test
    void refusesAnEmptyKey() {
        assertThatIllegalArgumentException().isThrownBy(() -> open(" "));
    }
}
