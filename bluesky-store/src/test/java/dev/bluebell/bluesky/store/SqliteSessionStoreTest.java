package dev.bluebell.bluesky.store;

import dev.bluebell.bluesky.session.SessionStore;
import dev.bluebell.bluesky.session.SessionStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteSessionStoreTest extends SessionStoreContract {

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // JUnit does.
    private BlueskyDatabase database;

    @BeforeEach
    void open() {
        database = Place.sqlite(folder).open();
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
