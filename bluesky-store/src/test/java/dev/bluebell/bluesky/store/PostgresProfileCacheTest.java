package dev.bluebell.bluesky.store;

import dev.bluebell.bluesky.profile.ProfileCache;
import dev.bluebell.bluesky.profile.ProfileCacheContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class PostgresProfileCacheTest extends ProfileCacheContract {

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
    protected ProfileCache cache() {
        return database.profiles();
    }
}
