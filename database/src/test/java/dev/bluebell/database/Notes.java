package dev.bluebell.database;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** The statements that the tests run. */
final class Notes {

    static final Schema SCHEMA = new Schema("notes", "dev/bluebell/database/notes");

    /** There is no author of this number, which only the commit notices. */
    static final int NOBODY = 404;

    private Notes() {}

    static Transaction<Integer> add(String text) {
        return handle -> add(handle, text, 1);
    }

    static Transaction<Integer> addWithoutAuthor(String text) {
        return handle -> add(handle, text, NOBODY);
    }

    static int add(Handle handle, String text, int author) {
        return handle.createUpdate("INSERT INTO note (text, author) VALUES (:text, :author)")
                .bind("text", text)
                .bind("author", author)
                .execute();
    }

    static List<String> all(Handle handle) {
        return handle.createQuery("SELECT text FROM note ORDER BY text")
                .mapTo(String.class)
                .list();
    }
}
