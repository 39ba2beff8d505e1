package dev.bluebell.database;

/**
 * The tables of one module, as migrations: files {@code V1__what_it_does.sql}, {@code V2__…}, which are run once each, in
 * order. Several schemas can share a database.
 *
 * @param name a short name of lower-case letters, digits and underscores; {@code schema_<name>} is the table that
 *     remembers what has been run
 * @param location a folder of the class path, such as {@code dev/bluebell/server/index}. Below it each kind of database has
 *     its own folder: {@code sqlite} for {@link SqliteDatabase}, {@code postgresql} for {@link PostgresDatabase}.
 */
public record Schema(String name, String location) {

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if the name has other characters
     */
    public Schema {
        if (!name.matches("[a-z][a-z0-9_]{0,40}")) {
            throw new IllegalArgumentException(
                    "a schema is named by lower-case letters, digits and underscores: " + name);
        }
    }

    /** The table that remembers which migrations have been run. */
    String historyTable() {
        return "schema_" + name;
    }
}
