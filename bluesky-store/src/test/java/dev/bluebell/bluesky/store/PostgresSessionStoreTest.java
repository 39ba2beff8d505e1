package dev.bluebell.bluesky.store;

import dev.bluebell.bluesky.session.SessionStore;
import dev.bluebell.bluesky.session.SessionStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class PostgresSessionStoreTest extends SessionStoreContract {

    @SuppressWarnings("NullAway.Init") // JUnit does.
    private BlueskyDatabase database;

    @BeforeEach
    void open() {
        database = Place.postgres().open();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected SessionStore store() {
        return database.sessions();
    }
}
