package dev.bluebell.bluesky.store;

import dev.bluebell.bluesky.Nsid;
import dev.bluebell.bluesky.log.CallBegun;
import dev.bluebell.bluesky.log.Reservation;
import dev.bluebell.bluesky.post.PostKeys;
import dev.bluebell.bluesky.post.PostKeysContract;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
        CallBegun call = new CallBegun(
                Instant.EPOCH,
                "pds.example",
                new Nsid("com.atproto.repo.putRecord"),
                Optional.empty(),
                "POST",
                "{}",
                Optional.empty(),
                Optional.empty(),
                2);
        return ((Reservation.Granted) database.log().reserve(call, List.of())).id();
    }
}
