package dev.bluebell.bluesky.store;

class PostgresSharedDatabaseTest extends SharedDatabaseContract {

    @Override
    Place place() {
        return Place.postgres();
    }
}
