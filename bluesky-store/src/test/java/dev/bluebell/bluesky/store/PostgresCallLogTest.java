package dev.bluebell.bluesky.store;

import dev.bluebell.bluesky.log.CallLog;
import dev.bluebell.bluesky.log.CallLogContract;
import org.junit.jupiter.api.AfterEach;

class PostgresCallLogTest extends CallLogContract {

    @SuppressWarnings("NullAway.Init") // The contract opens it.
    private BlueskyDatabase database;

    @Override
    protected CallLog open() {
        database = Place.postgres().open();
        return database.log();
    }

    @AfterEach
    void close() {
        database.close();
    }
}
