package dev.bluebell.bluesky.store;

import dev.bluebell.bluesky.log.CallLog;
import dev.bluebell.bluesky.log.CallLogContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteCallLogTest extends CallLogContract {

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // The contract opens it.
    private BlueskyDatabase database;

    @Override
    protected CallLog open() {
        database = Place.sqlite(folder).open();
        return database.log();
    }

    @AfterEach
    void close() {
        database.close();
    }
}
