package dev.bluebell.bluesky.store;

import dev.bluebell.bluesky.cursor.CursorStore;
import dev.bluebell.bluesky.cursor.CursorStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class PostgresCursorStoreTest extends CursorStoreContract {

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
    protected CursorStore store() {
        return database.cursors();
    }
}
