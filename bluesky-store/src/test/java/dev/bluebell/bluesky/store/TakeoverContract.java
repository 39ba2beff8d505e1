package dev.bluebell.bluesky.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.bluesky.AtUri;
import dev.bluebell.bluesky.Cid;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Handle;
import dev.bluebell.bluesky.StrongRef;
import dev.bluebell.bluesky.log.CallBegun;
import dev.bluebell.bluesky.log.CallQuery;
import dev.bluebell.bluesky.log.CallRow;
import dev.bluebell.bluesky.log.PointLimit;
import dev.bluebell.bluesky.log.Reservation;
import dev.bluebell.bluesky.post.MadePost;
import dev.bluebell.bluesky.profile.CachedProfile;
import dev.bluebell.bluesky.session.StoredSession;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a database of pysky. */
abstract class TakeoverContract {

    static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    static final Did ALICE = new Did("did:plc:z72i7hdynmk6r22z27h6tvur");

    /** In New York, ten o'clock in the morning, when it is three in the afternoon at Greenwich. */
    static final LocalDateTime LOCAL = LocalDateTime.parse("2025-02-25T10:00:05.969271");

    static final Instant INSTANT = Instant.parse("2025-02-25T15:00:05.969271Z");

    static final String CID = "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a";

    @SuppressWarnings("NullAway.Init") // JUnit does.
    Place place;

    /** An empty place. */
    abstract Place place();

    @BeforeEach
    void fill() {
        place = place();
        place.sql(PyskyTables.of(place.dialect()));
    }

    /** How pysky's time of {@link #LOCAL} stands in the table. */
    abstract String local();

    /** How {@link #INSTANT} is shown by the query {@link Place#rows}. */
    abstract String utc();

    BlueskyDatabase open() {
        return BlueskyDatabase.builder().pyskyTimes(PyskyTimes.in(NEW_YORK)).open(place.url());
    }

    private void pyskyCalled(String time, int points) {
        place.sql("""
                INSERT INTO bsky_api_call_log ("timestamp", hostname, endpoint, request_did, method, http_status_code,
                    params, response_keys, write_op_points_consumed, duration_microseconds)
                VALUES (%s, 'bsky.social', 'xrpc/com.atproto.repo.createRecord', '%s', 'post', 200,
                    '{"a": 1}', 'cid,http,uri', %d, 16637)""".formatted(time, ALICE, points));
    }

    private static CallBegun create(CallRow like, Instant time, int points) {
        CallBegun call = like.begun();
        return new CallBegun(
                time,
                call.host(),
                call.endpoint(),
                Optional.of(ALICE),
                call.method(),
                call.params(),
                call.cursorKey(),
                call.cursorPassed(),
                points);
    }

    @Test
    void readsTheCallsOfPysky() {
        pyskyCalled(local(), 3);

        try (BlueskyDatabase database = open()) {
            CallRow row = database.log().recent(CallQuery.newest(10)).getFirst();

            assertThat(row.id()).isEqualTo(1);
            assertThat(row.begun().time()).isEqualTo(INSTANT);
            assertThat(row.begun().endpoint().value()).isEqualTo("com.atproto.repo.createRecord");
            assertThat(row.begun().method()).isEqualTo("POST");
            assertThat(row.begun().account()).contains(ALICE);
            assertThat(row.ended().orElseThrow().responseKeys()).containsExactly("cid", "http", "uri");
            assertThat(row.ended().orElseThrow().duration()).isEqualTo(Duration.ofNanos(16_637_000));
        }
    }

    @Test
    void writesCallsAsPyskyDoes() {
        pyskyCalled(local(), 3);

        try (BlueskyDatabase database = open()) {
            CallRow old = database.log().recent(CallQuery.newest(1)).getFirst();
            database.log().write(old.begun(), old.ended().orElseThrow());
        }

        List<String> rows = place.rows("""
                SELECT "timestamp", hostname, endpoint, request_did, method, http_status_code, params, response_keys,
                write_op_points_consumed, duration_microseconds, cursor_received, exception_class FROM bsky_api_call_log""");
        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst()).isEqualTo(rows.getLast()).startsWith(utc() + "|bsky.social|xrpc/com.atproto.repo");
    }

    /** pysky compared times of New York with those of Greenwich: a budget of an hour missed what had just been spent. */
    @Test
    void defect03_countsPointsThatPyskySpentByItsLocalTime() {
        pyskyCalled(local(), 4990);

        try (BlueskyDatabase database = open()) {
            CallRow old = database.log().recent(CallQuery.newest(1)).getFirst();
            PointLimit hour = new PointLimit(Duration.ofHours(1), 5000);
            Instant soon = INSTANT.plus(Duration.ofMinutes(10));

            assertThat(database.log().pointsSince(ALICE, INSTANT.minusSeconds(1)))
                    .isEqualTo(4990);
            assertThat(database.log().pointsSince(ALICE, INSTANT)).isZero();
            assertThat(database.log().reserve(create(old, soon, 11), List.of(hour)))
                    .isInstanceOfSatisfying(
                            Reservation.Denied.class,
                            denied -> assertThat(denied.freeAt()).isEqualTo(INSTANT.plus(Duration.ofHours(1))));
            assertThat(database.log().reserve(create(old, soon, 10), List.of(hour)))
                    .isInstanceOf(Reservation.Granted.class);
        }
    }

    /** pysky read a column that only PostgreSQL names so, and took the error for no points at all. */
    @Test
    void defect02_countsPointsOnEveryDatabase() {
        for (int i = 0; i < 5; i++) {
            pyskyCalled(local(), 3);
        }

        try (BlueskyDatabase database = open()) {
            assertThat(database.log().pointsSince(ALICE, INSTANT.minusSeconds(3600)))
                    .isEqualTo(15);
        }
    }

    @Test
    void usesTheSessionsOfPysky() {
        place.sql("""
                INSERT INTO bsky_session ("accessJwt", "refreshJwt", bsky_auth_username, did, created_at, create_method,
                    exception, pds_service_endpoint)
                VALUES ('a', 'r', 'alice.example', '%s', %s, 1, NULL, 'https://porcini.us-east.host.bsky.network')""".formatted(ALICE, local()));

        try (BlueskyDatabase database = open()) {
            assertThat(database.sessions().newest("alice.example"))
                    .contains(new StoredSession(
                            "alice.example",
                            ALICE,
                            "a",
                            "r",
                            URI.create("https://porcini.us-east.host.bsky.network"),
                            INSTANT,
                            StoredSession.Origin.REFRESHED));
        }
    }

    @Test
    void leavesASessionAsideThatHasEndedOrCannotBeUsed() {
        place.sql("""
                INSERT INTO bsky_session ("accessJwt", "refreshJwt", bsky_auth_username, did, created_at, create_method,
                    exception, pds_service_endpoint)
                VALUES ('a', 'r', 'alice.example', '%s', %s, 0, 'ExpiredToken', 'https://pds.example'),
                       ('a', 'r', 'bob.example', '%s', %s, 0, NULL, 'nowhere at all')""".formatted(ALICE, local(), ALICE, local()));

        try (BlueskyDatabase database = open()) {
            assertThat(database.sessions().newest("alice.example")).isEmpty();
            assertThat(database.sessions().newest("bob.example")).isEmpty();
        }
    }

    @Test
    void addsColumnsThatAnOlderPyskyDidNotHaveAndRemovesNothing() {
        place.sql(
                "ALTER TABLE bsky_api_call_log DROP COLUMN cursor_key",
                "ALTER TABLE bsky_api_call_log DROP COLUMN duration_microseconds",
                "ALTER TABLE bsky_api_call_log ADD COLUMN of_mine VARCHAR",
                "ALTER TABLE bsky_session DROP COLUMN bsky_auth_username",
                "ALTER TABLE bsky_session DROP COLUMN pds_service_endpoint",
                "ALTER TABLE bsky_user_profile DROP COLUMN error",
                "CREATE TABLE convo_message (id INTEGER PRIMARY KEY, text VARCHAR)",
                "INSERT INTO convo_message VALUES (1, 'kept')",
                """
                INSERT INTO bsky_session ("accessJwt", "refreshJwt", did, created_at, create_method)
                VALUES ('a', 'r', 'did:web:x.example', %s, 0)""".formatted(local()),
                """
                INSERT INTO bsky_api_call_log ("timestamp", hostname, endpoint, write_op_points_consumed, of_mine)
                VALUES (%s, 'h', 'xrpc/a.b.c', 0, 'kept too')""".formatted(local()));

        try (BlueskyDatabase database = open()) {
            assertThat(database.sessions().newest("x.example")).isEmpty();
            assertThat(database.log().recent(CallQuery.newest(1))).hasSize(1);
        }

        assertThat(place.rows("SELECT text FROM convo_message")).containsExactly("kept");
        assertThat(place.rows("SELECT of_mine, cursor_key FROM bsky_api_call_log"))
                .containsExactly("kept too|null");
        assertThat(place.rows("SELECT did, bsky_auth_username FROM bsky_session"))
                .containsExactly("did:web:x.example|");
        assertThat(place.rows("SELECT error FROM bsky_user_profile")).isEmpty();
    }

    @Test
    void keepsPostsAndProfiles() {
        pyskyCalled(local(), 3);
        place.sql(
                "INSERT INTO bsky_post (apilog_id, uri, cid, client_unique_key) VALUES (1, 'at://x', 'bafy', 'key')",
                """
                INSERT INTO bsky_user_profile (did, handle, "displayName", "updatedAt")
                VALUES ('did:web:x.example', 'x.example', 'X', %s)""".formatted(local()));

        try (BlueskyDatabase database = open()) {
            assertThat(database.log().prune(INSTANT.plusSeconds(3600)))
                    .as("calls of posts")
                    .isZero();
        }

        assertThat(place.rows("SELECT apilog_id, uri, client_unique_key FROM bsky_post"))
                .containsExactly("1|at://x|key");
        assertThat(place.rows("SELECT handle, \"displayName\", \"updatedAt\" FROM bsky_user_profile"))
                .containsExactly("x.example|X|" + utc());
    }

    @Test
    void findsPostsAndProfilesOfPysky() {
        pyskyCalled(local(), 3);
        pyskyCalled(local(), 3);
        place.sql("""
                INSERT INTO bsky_post (apilog_id, uri, cid, client_unique_key) VALUES
                    (1, 'at://%s/app.bsky.feed.post/3k43tv4rft22g', '%s', 'key'),
                    (2, 'at://%s/app.bsky.feed.post/3k43tv4rft22h', '%s', 'key')""".formatted(ALICE, CID, ALICE, CID), """
                INSERT INTO bsky_user_profile (did, handle, "displayName", labels, "updatedAt")
                VALUES ('%s', 'alice.example', 'Alice', 'a,b', %s)""".formatted(ALICE, local()));

        try (BlueskyDatabase database = open()) {
            assertThat(database.postKeys().newest(ALICE, "key"))
                    .contains(new StrongRef(
                            AtUri.parse("at://" + ALICE + "/app.bsky.feed.post/3k43tv4rft22h"), new Cid(CID)));
            assertThat(database.profiles().find(new Handle("alice.example")))
                    .get()
                    .isInstanceOfSatisfying(CachedProfile.Known.class, known -> {
                        assertThat(known.stored()).isEqualTo(INSTANT);
                        assertThat(known.profile().displayName()).isEqualTo("Alice");
                        assertThat(known.profile().labels()).containsExactly("a", "b");
                        assertThat(known.profile().createdAt()).isEmpty();
                    });
        }
    }

    /** pysky gave such a row back as if it were a profile. */
    @Test
    void defect18_takesAFailureOfPyskyForAFailure() {
        place.sql(
                "INSERT INTO bsky_user_profile (did, handle, error) VALUES ('gone.example', 'gone.example', 'not found')",
                "INSERT INTO bsky_user_profile (did, handle) VALUES ('no did', 'no handle')");

        try (BlueskyDatabase database = open()) {
            assertThat(database.profiles().find(new Handle("gone.example")))
                    .contains(new CachedProfile.Failed("not found", Instant.EPOCH));
        }
    }

    /** pysky stored the literal text {@code at://{self.original_post_repo}/…}. */
    @Test
    void defect12_storesWhatAPostIsAReplyTo() {
        pyskyCalled(local(), 3);
        AtUri parent = AtUri.parse("at://did:web:bob.example/app.bsky.feed.post/3k43tv4rft22z");
        StrongRef post =
                new StrongRef(AtUri.parse("at://" + ALICE + "/app.bsky.feed.post/3k43tv4rft22g"), new Cid(CID));

        try (BlueskyDatabase database = open()) {
            database.postKeys().made(new MadePost(post, Optional.of("key"), OptionalLong.of(1), Optional.of(parent)));
        }

        assertThat(place.rows("SELECT apilog_id, uri, cid, client_unique_key, reply_to FROM bsky_post"))
                .containsExactly("1|" + post.uri() + "|" + CID + "|key|" + parent);
    }

    /** pysky has one post a call; of two that one call has made, the other stands elsewhere. */
    @Test
    void storesPostsThatHaveNoCallOfTheirOwn() {
        pyskyCalled(local(), 3);
        try (BlueskyDatabase database = open()) {
            List<OptionalLong> calls =
                    List.of(OptionalLong.of(1), OptionalLong.of(1), OptionalLong.of(404), OptionalLong.empty());
            for (int i = 0; i < calls.size(); i++) {
                AtUri uri = AtUri.parse("at://" + ALICE + "/app.bsky.feed.post/3k43tv4rft22" + "ghij".charAt(i));
                database.postKeys()
                        .made(new MadePost(
                                new StrongRef(uri, new Cid(CID)),
                                Optional.of("key" + i),
                                calls.get(i),
                                Optional.empty()));

                assertThat(database.postKeys().newest(ALICE, "key" + i)).isPresent();
            }
        }

        assertThat(place.rows("SELECT client_unique_key FROM bsky_post")).containsExactly("key0");
        assertThat(place.rows("SELECT client_unique_key FROM bsky_post_uncalled ORDER BY 1"))
                .containsExactly("key1", "key2", "key3");
    }

    @Test
    void takesOverOnce() {
        pyskyCalled(local(), 3);
        open().close();

        try (BlueskyDatabase database = open()) {
            assertThat(database.log()
                            .recent(CallQuery.newest(1))
                            .getFirst()
                            .begun()
                            .time())
                    .isEqualTo(INSTANT);
        }
    }

    @Test
    void makesTheTablesOfPyskyWhereThereAreNone() {
        Place empty = place();
        BlueskyDatabase.open(empty.url()).close();
        open().close();

        for (String table : List.of("bsky_session", "bsky_api_call_log", "bsky_post", "bsky_user_profile")) {
            String columns = place.dialect() == Dialect.SQLITE
                    ? "SELECT name, type, \"notnull\", pk FROM pragma_table_info('" + table + "') ORDER BY cid"
                    : "SELECT column_name, data_type, is_nullable, column_default FROM information_schema.columns"
                            + " WHERE table_name = '" + table + "' ORDER BY ordinal_position";
            assertThat(empty.rows(columns)).isEqualTo(place.rows(columns)).isNotEmpty();
        }
        String indices = place.dialect() == Dialect.SQLITE
                ? "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name LIKE 'bsky%' ORDER BY name"
                : "SELECT indexname FROM pg_indexes WHERE tablename LIKE 'bsky%' ORDER BY indexname";
        assertThat(empty.rows(indices)).isEqualTo(place.rows(indices)).contains("bskyuserprofile_handle");
    }
}
