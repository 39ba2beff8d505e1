package dev.bluebell.bluesky.store;

import dev.bluebell.bluesky.Bluesky;
import dev.bluebell.bluesky.cursor.CursorStore;
import dev.bluebell.bluesky.cursor.MemoryCursorStore;
import dev.bluebell.bluesky.log.CallLog;
import dev.bluebell.bluesky.log.MemoryCallLog;
import dev.bluebell.bluesky.post.MemoryPostKeys;
import dev.bluebell.bluesky.post.PostKeys;
import dev.bluebell.bluesky.profile.MemoryProfileCache;
import dev.bluebell.bluesky.profile.ProfileCache;
import dev.bluebell.bluesky.session.MemorySessionStore;
import dev.bluebell.bluesky.session.SessionStore;
import dev.bluebell.database.Database;
import dev.bluebell.database.Schema;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;

/**
 * Where Bluesky's sessions, calls, posts, profiles and cursors are kept: SQLite, PostgreSQL or memory. The tables are made
 * when it is opened first; a database of pysky is taken over as it is. Several processes may use one database. Thread-safe.
 *
 * <pre>{@code
 * try (var database = BlueskyDatabase.open(System.getenv());
 *         var bluesky = database.configure(Bluesky.builder()).build()) { … }
 * }</pre>
 *
 * <p>What the database cannot do is a {@link dev.bluebell.database.DatabaseException}, whose message says what to do.
 */
public final class BlueskyDatabase implements AutoCloseable {

    private static final Schema SCHEMA = new Schema("bluesky", "dev/bluebell/bluesky/store");
    private static final String SALT = "token_salt";
    private static final int SALT_BYTES = 16;

    /** All that is kept. */
    private record Ports(
            SessionStore sessions, CallLog log, CursorStore cursors, ProfileCache profiles, PostKeys postKeys) {}

    private final Optional<Database> database;
    private final Ports ports;

    private BlueskyDatabase(Optional<Database> database, Ports ports) {
        this.database = database;
        this.ports = ports;
    }

    /** In memory: gone when the process ends. */
    public static BlueskyDatabase inMemory() {
        return new BlueskyDatabase(
                Optional.empty(),
                new Ports(
                        new MemorySessionStore(),
                        new MemoryCallLog(),
                        new MemoryCursorStore(),
                        new MemoryProfileCache(),
                        new MemoryPostKeys()));
    }

    /**
     * As the environment says: PostgreSQL if {@code PGHOST}, {@code PGUSER}, {@code PGPASSWORD} and {@code PGDATABASE} are
     * all set ({@code PGPORT} may be), else the file {@code BSKY_SQLITE_FILENAME}, else in memory. {@code
     * BLUEBELL_STORE_KEY} encrypts the tokens of sessions.
     *
     * @throws BlueskyStoreException.BadAddress if {@code PGPORT} is no port
     */
    public static BlueskyDatabase open(Map<String, String> environment) {
        return builder().environment(environment).open(environment);
    }

    /**
     * At an address.
     *
     * @param url {@code jdbc:postgresql:…}, {@code postgresql://USER:PASSWORD@HOST:PORT/DATABASE}, {@code jdbc:sqlite:FILE}, or
     *     the name of a SQLite file
     */
    public static BlueskyDatabase open(String url) {
        return builder().open(url);
    }

    /** Where those connections lead: PostgreSQL, or a SQLite file. */
    public static BlueskyDatabase open(DataSource source) {
        return builder().open(source);
    }

    /** One to be set up. */
    public static Builder builder() {
        return new Builder();
    }

    private static BlueskyDatabase over(Database database, Dialect dialect, Builder builder) {
        try {
            boolean unused = database.write(handle -> {
                new Takeover(handle, dialect, builder.times).run();
                return true;
            });
            TokenCipher cipher = builder.key
                    .<TokenCipher>map(
                            key -> new SealedTokens(key, () -> salt(database, builder.random), builder.random))
                    .orElseGet(TokenCipher::none);
            SqlSessionStore sessions = new SqlSessionStore(database, dialect, cipher);
            if (builder.key.isPresent()) {
                sessions.sealAll();
            }
            return new BlueskyDatabase(
                    Optional.of(database),
                    new Ports(
                            sessions,
                            new SqlCallLog(database, dialect),
                            new SqlCursorStore(database),
                            new SqlProfileCache(database, dialect),
                            new SqlPostKeys(database)));
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static byte[] salt(Database database, RandomGenerator random) {
        byte[] fresh = new byte[SALT_BYTES];
        random.nextBytes(fresh);
        String salt = database.write(handle ->
                new Settings(handle).putIfAbsent(SALT, Base64.getEncoder().encodeToString(fresh)));
        return Base64.getDecoder().decode(salt);
    }

    /** The sessions of all accounts. */
    public SessionStore sessions() {
        return ports.sessions();
    }

    /** The log of calls. Closed, it has written all that it was given, and goes on taking more. */
    public CallLog log() {
        return ports.log();
    }

    /** How far lists have been read. */
    public CursorStore cursors() {
        return ports.cursors();
    }

    /** What is known of accounts. */
    public ProfileCache profiles() {
        return ports.profiles();
    }

    /** What was posted, and is about to be, under which key. */
    public PostKeys postKeys() {
        return ports.postKeys();
    }

    /**
     * Has a client keep everything here. Close the client first, and then this.
     *
     * @return the same builder
     */
    public Bluesky.Builder configure(Bluesky.Builder bluesky) {
        return bluesky.sessions(sessions())
                .log(log())
                .cursors(cursors())
                .profiles(profiles())
                .postKeys(postKeys());
    }

    /** Writes what is not written yet, and closes the connections. */
    @Override
    public void close() {
        try {
            log().close();
        } finally {
            database.ifPresent(Database::close);
        }
    }

    /** What can be set up. Not thread-safe. */
    public static final class Builder {

        private Optional<String> key = Optional.empty();
        private PyskyTimes times = PyskyTimes.ofThisMachine();
        private RandomGenerator random = new SecureRandom();

        private Builder() {}

        /**
         * Encrypts the tokens of sessions, those that are stored in clear already too. They are as they come if not said.
         *
         * @param words any words; the longer the better
         * @throws IllegalArgumentException if they are empty
         */
        public Builder storeKey(String words) {
            if (words.isBlank()) {
                throw new IllegalArgumentException("the key for stored tokens is empty");
            }
            key = Optional.of(words);
            return this;
        }

        /** How the times in a database of pysky are meant; {@link PyskyTimes#ofThisMachine} if not said. */
        public Builder pyskyTimes(PyskyTimes value) {
            times = value;
            return this;
        }

        /** Makes salts and nonces; it must be secure and thread-safe. Secure random numbers if not said. */
        public Builder random(RandomGenerator value) {
            random = value;
            return this;
        }

        /**
         * Opens the database that the environment names.
         *
         * @see BlueskyDatabase#open(Map)
         */
        public BlueskyDatabase open(Map<String, String> environment) {
            return Address.of(environment).map(this::open).orElseGet(BlueskyDatabase::inMemory);
        }

        /**
         * Opens the database at an address.
         *
         * @see BlueskyDatabase#open(String)
         */
        public BlueskyDatabase open(String url) {
            return open(Address.of(url));
        }

        /** Opens a SQLite file, which is made with its folders if there is none. */
        public BlueskyDatabase open(Path file) {
            return open(new Address.SqliteFile(file));
        }

        /**
         * Opens the database that those connections lead to.
         *
         * @see BlueskyDatabase#open(DataSource)
         */
        public BlueskyDatabase open(DataSource source) {
            return open(Address.of(source));
        }

        private Builder environment(Map<String, String> environment) {
            String words = environment.getOrDefault("BLUEBELL_STORE_KEY", "");
            return words.isBlank() ? this : storeKey(words);
        }

        private BlueskyDatabase open(Address address) {
            return switch (address) {
                case Address.SqliteFile sqlite -> over(sqlite.open(SCHEMA), Dialect.SQLITE, this);
                case Address.Postgres postgres -> over(postgres.open(SCHEMA), Dialect.POSTGRESQL, this);
            };
        }
    }
}
