package dev.bluebell.bluesky.store;

import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.cursor.CursorScope;
import dev.bluebell.bluesky.cursor.CursorStore;
import dev.bluebell.bluesky.cursor.Position;
import dev.bluebell.database.Database;
import java.util.Optional;
import org.jdbi.v3.core.statement.SqlStatement;

/** Positions in {@code bsky_cursor}. */
record SqlCursorStore(Database database) implements CursorStore {

    private static final String WHERE =
            " WHERE account = :account AND host = :host AND endpoint = :endpoint AND \"key\" = :key";

    @Override
    public Optional<Position> find(CursorScope scope) {
        return database.read(handle -> bind(handle.createQuery("SELECT \"position\" FROM bsky_cursor" + WHERE), scope)
                .mapTo(String.class)
                .findOne()
                .map(Position::new));
    }

    @Override
    public void save(CursorScope scope, Position position) {
        int unused = database.write(handle -> bind(handle.createUpdate("""
                        INSERT INTO bsky_cursor (account, host, endpoint, "key", "position")
                        VALUES (:account, :host, :endpoint, :key, :position)
                        ON CONFLICT (account, host, endpoint, "key") DO UPDATE SET "position" = excluded."position\""""), scope)
                .bind("position", position.text())
                .execute());
    }

    @Override
    public void forget(CursorScope scope) {
        int unused = database.write(handle -> bind(handle.createUpdate("DELETE FROM bsky_cursor" + WHERE), scope)
                .execute());
    }

    private static <S extends SqlStatement<S>> S bind(S statement, CursorScope scope) {
        return statement
                .bind("account", scope.account().map(Did::value).orElse(""))
                .bind("host", scope.host())
                .bind("endpoint", scope.endpoint().value())
                .bind("key", scope.key());
    }
}
