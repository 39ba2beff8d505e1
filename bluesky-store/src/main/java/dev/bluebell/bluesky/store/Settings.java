package dev.bluebell.bluesky.store;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What the database knows of itself, in {@code bsky_store}: name and value. */
record Settings(Handle handle) {

    Optional<String> find(String name) {
        return handle.createQuery("SELECT value FROM bsky_store WHERE name = :name")
                .bind("name", name)
                .mapTo(String.class)
                .findOne();
    }

    /** The value that it has now. */
    String putIfAbsent(String name, String value) {
        int unused = handle.createUpdate(
                        "INSERT INTO bsky_store (name, value) VALUES (:name, :value) ON CONFLICT (name) DO NOTHING")
                .bind("name", name)
                .bind("value", value)
                .execute();
        return find(name).orElseThrow();
    }
}
