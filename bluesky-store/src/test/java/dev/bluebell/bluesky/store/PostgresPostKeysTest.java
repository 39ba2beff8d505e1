package dev.bluebell.bluesky.store;

import dev.bluebell.bluesky.log.Reservation;
import dev.bluebell.bluesky.post.PostKeys;
import dev.bluebell.bluesky.post.PostKeysContract;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class PostgresPostKeysTest extends PostKeysContract {

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
    protected PostKeys keys() {
        return database.postKeys();
    }

    @Override
    protected long call() {
        return ((Reservation.Granted) database.log().reserve(Child.call(2), List.of())).id();
    }
}
