package dev.bluebell.bluesky.store;

import dev.bluebell.bluesky.profile.ProfileCache;
import dev.bluebell.bluesky.profile.ProfileCacheContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteProfileCacheTest extends ProfileCacheContract {

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
    protected ProfileCache cache() {
        return database.profiles();
    }
}
