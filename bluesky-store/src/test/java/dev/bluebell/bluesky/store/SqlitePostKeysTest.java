package dev.bluebell.bluesky.store;

import dev.bluebell.bluesky.log.Reservation;
import dev.bluebell.bluesky.post.PostKeys;
import dev.bluebell.bluesky.post.PostKeysContract;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqlitePostKeysTest extends PostKeysContract {

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
    protected PostKeys keys() {
        return database.postKeys();
    }

    @Override
    protected long call() {
        return ((Reservation.Granted) database.log().reserve(Child.call(2), List.of())).id();
    }
}
