package dev.bluebell.bluesky.store;

import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.oauth.OAuthSession;
import dev.bluebell.bluesky.session.SessionStore;
import dev.bluebell.bluesky.session.StoredSession;
import dev.bluebell.database.Database;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Sessions in {@code bsky_session}, to which rows are only added, and leases in {@code bsky_session_lease}. */
final class SqlSessionStore implements SessionStore {

    private static final System.Logger LOG = System.getLogger("bluebell.bluesky");

    private static final String ACCESS = "accessJwt";
    private static final String REFRESH = "refreshJwt";
    private static final String OAUTH = "oauth";

    /** How a session was made, in numbers of pysky. */
    private static final int CREATED = 0;

    private static final int REFRESHED = 1;

    /** A session that ends is one of the newest. */
    private static final int LOOK_BACK = 100;

    /** How many rows are encrypted by one transaction. */
    private static final int AT_ONCE = 500;

    private record Row(long id, String username, String did, String access, String refresh, Made made) {}

    private record Made(String pds, Instant created, int method, Optional<String> oauth) {}

    private final Database database;
    private final Dialect dialect;
    private final TokenCipher cipher;

    SqlSessionStore(Database database, Dialect dialect, TokenCipher cipher) {
        this.database = database;
        this.dialect = dialect;
        this.cipher = cipher;
    }

    /** Encrypts what was stored in clear. */
    void sealAll() {
        while (true) {
            List<Row> clear = database.read(handle -> handle.createQuery("""
                            SELECT * FROM bsky_session
                            WHERE "accessJwt" NOT LIKE :sealed OR "refreshJwt" NOT LIKE :sealed OR oauth NOT LIKE :sealed
                            LIMIT :most""")
                    .bind("sealed", SealedTokens.PREFIX + "%")
                    .bind("most", AT_ONCE)
                    .map((row, context) -> row(row))
                    .list());
            if (clear.isEmpty()) {
                return;
            }
            List<Row> sealed = clear.stream().map(this::sealed).toList();
            boolean unused = database.write(handle -> {
                sealed.forEach(row -> replace(handle, row));
                return true;
            });
        }
    }

    private Row sealed(Row row) {
        Made made = row.made();
        return new Row(
                row.id(),
                row.username(),
                row.did(),
                sealed(row.access(), row.did(), ACCESS),
                sealed(row.refresh(), row.did(), REFRESH),
                new Made(
                        made.pds(),
                        made.created(),
                        made.method(),
                        made.oauth().map(text -> sealed(text, row.did(), OAUTH))));
    }

    private String sealed(String token, String did, String column) {
        return token.startsWith(SealedTokens.PREFIX) ? token : cipher.seal(token, did, column);
    }

    private static void replace(Handle handle, Row row) {
        int unused = handle.createUpdate("""
                        UPDATE bsky_session SET "accessJwt" = :access, "refreshJwt" = :refresh, oauth = :oauth
                        WHERE id = :id""")
                .bind("access", row.access())
                .bind("refresh", row.refresh())
                .bind("oauth", row.made().oauth())
                .bind("id", row.id())
                .execute();
    }

    @Override
    public Optional<StoredSession> newest(String username) {
        return database.read(handle -> newest(handle, username, 1)).stream()
                .findFirst()
                .flatMap(this::session);
    }

    private List<Row> newest(Handle handle, String username, int most) {
        return handle.createQuery("""
                        SELECT * FROM bsky_session
                        WHERE bsky_auth_username = :username AND exception IS NULL
                        ORDER BY id DESC LIMIT :most""")
                .bind("username", username)
                .bind("most", most)
                .map((row, context) -> row(row))
                .list();
    }

    private Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getLong("id"),
                row.getString("bsky_auth_username"),
                row.getString("did"),
                row.getString(ACCESS),
                row.getString(REFRESH),
                new Made(
                        row.getString("pds_service_endpoint"),
                        dialect.time(row, "created_at").orElse(Instant.EPOCH),
                        row.getInt("create_method"),
                        Optional.ofNullable(row.getString(OAUTH))));
    }

    /** Empty if the row is such that no session could be used: then a new one has to be made. */
    private Optional<StoredSession> session(Row row) {
        String access = cipher.open(row.access(), row.did(), ACCESS);
        String refresh = cipher.open(row.refresh(), row.did(), REFRESH);
        Optional<String> oauth = row.made().oauth().map(text -> cipher.open(text, row.did(), OAUTH));
        try {
            return Optional.of(new StoredSession(
                    row.username(),
                    new Did(row.did()),
                    access,
                    refresh,
                    URI.create(row.made().pds()),
                    row.made().created(),
                    row.made().method() == REFRESHED ? StoredSession.Origin.REFRESHED : StoredSession.Origin.CREATED,
                    oauth.map(OAuthSession::parse)));
        } catch (IllegalArgumentException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "row {0} of bsky_session is left aside: {1}",
                    Long.toString(row.id()),
                    e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void save(StoredSession session) {
        String did = session.did().value();
        String access = cipher.seal(session.accessToken(), did, ACCESS);
        String refresh = cipher.seal(session.refreshToken(), did, REFRESH);
        Optional<String> oauth = session.oauth().map(it -> cipher.seal(it.text(), did, OAUTH));
        int unused = database.write(handle -> handle.createUpdate("""
                        INSERT INTO bsky_session
                            ("accessJwt", "refreshJwt", bsky_auth_username, did, created_at, create_method,
                             pds_service_endpoint, oauth)
                        VALUES (:access, :refresh, :username, :did, :created, :method, :pds, :oauth)""")
                .bind("access", access)
                .bind("refresh", refresh)
                .bind("username", session.username())
                .bind("did", did)
                .bind("created", dialect.value(session.created()))
                .bind("method", session.origin() == StoredSession.Origin.REFRESHED ? REFRESHED : CREATED)
                .bind("pds", session.pds().toString())
                .bind("oauth", oauth)
                .execute());
    }

    @Override
    public void end(StoredSession session, String why) {
        // Sealed twice, a token does not look the same, so that the database cannot look for it.
        Optional<Row> ended = database.read(handle -> newest(handle, session.username(), LOOK_BACK)).stream()
                .filter(row -> hasToken(row, session.refreshToken()))
                .findFirst();
        ended.ifPresent(row -> {
            int unused = database.write(handle -> handle.createUpdate("""
                            UPDATE bsky_session SET exception = :why
                            WHERE bsky_auth_username = :username AND exception IS NULL AND id <= :id""")
                    .bind("why", why)
                    .bind("username", session.username())
                    .bind("id", row.id())
                    .execute());
        });
    }

    private boolean hasToken(Row row, String refreshToken) {
        try {
            return cipher.open(row.refresh(), row.did(), REFRESH).equals(refreshToken);
        } catch (BlueskyStoreException.WrongKey e) {
            return false; // it was sealed with a key that was changed since
        }
    }

    @Override
    public boolean tryLease(String username, String owner, Instant now, Instant until) {
        return 1
                == database.writeUnsynced(handle -> handle.createUpdate("""
                        INSERT INTO bsky_session_lease (username, owner, until_us) VALUES (:username, :owner, :until)
                        ON CONFLICT (username) DO UPDATE SET owner = excluded.owner, until_us = excluded.until_us
                        WHERE bsky_session_lease.owner = excluded.owner OR bsky_session_lease.until_us <= :now""")
                        .bind("username", username)
                        .bind("owner", owner)
                        .bind("until", micros(until))
                        .bind("now", micros(now))
                        .execute());
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    @Override
    public void release(String username, String owner) {
        int unused = database.writeUnsynced(handle -> handle.createUpdate(
                        "DELETE FROM bsky_session_lease WHERE username = :username AND owner = :owner")
                .bind("username", username)
                .bind("owner", owner)
                .execute());
    }
}
