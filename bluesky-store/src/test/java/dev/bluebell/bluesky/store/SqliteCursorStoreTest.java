package dev.bluebell.bluesky.store;

import dev.bluebell.bluesky.cursor.CursorStore;
import dev.bluebell.bluesky.cursor.CursorStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteCursorStoreTest extends CursorStoreContract {

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
    protected CursorStore store() {
        return database.cursors();
    }
}
