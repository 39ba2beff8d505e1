package dev.bluebell.database;

import org.jspecify.annotations.Nullable;

/** The database could not do its work. What a caller did wrong, such as a statement that breaks a rule, is {@link Failed}. */
public abstract sealed class DatabaseException extends RuntimeException {

    private DatabaseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** There is no room left on the disk. Nothing of the transaction is kept; reading goes on working. */
    public static final class DiskFull extends DatabaseException {
        DiskFull(String database, Throwable cause) {
            super("no room left on the disk of " + database + "; free some space", cause);
        }
    }

    /** Another process has held the database locked for longer than the limit. Trying again may help. */
    public static final class Busy extends DatabaseException {
        Busy(String database, Throwable cause) {
            super(database + " is locked by another process; is a second Bluebell or a database tool running?", cause);
        }
    }

    /** The server of the database does not answer, or has gone in the middle of it; what was asked for may still be done. */
    public static final class Unreachable extends DatabaseException {
        Unreachable(String database, Throwable cause) {
            super(database + " cannot be reached; is it running, and is its address right?", cause);
        }
    }

    /** The file is damaged, or is no database. */
    public static final class Corrupt extends DatabaseException {
        Corrupt(String database, Throwable cause) {
            super(database + " is damaged or is no database; restore it from a backup", cause);
        }
    }

    /** The tables were made by a newer version of the program, which this one would not understand. */
    public static final class NewerSchema extends DatabaseException {
        NewerSchema(String database, Schema schema, String version) {
            super(
                    "%s was written by a newer Bluebell: its tables '%s' have version %s, which this one does not know; start the newer version, or restore a backup from before"
                            .formatted(database, schema.name(), version),
                    null);
        }
    }

    /** The database has been closed. */
    public static final class Closed extends DatabaseException {
        Closed(String database) {
            super(database + " is closed", null);
        }
    }

    /** The calling thread was interrupted while it waited; what it asked for may still be done. */
    public static final class Interrupted extends DatabaseException {
        Interrupted(String database, InterruptedException cause) {
            super("interrupted while waiting for " + database, cause);
        }
    }

    /** Anything else: a statement that is wrong or breaks a rule of the tables, a device that fails. */
    public static final class Failed extends DatabaseException {
        Failed(String database, Throwable cause) {
            this(database, String.valueOf(cause.getMessage()), cause);
        }

        Failed(String database, String what, Throwable cause) {
            super(database + ": " + what, cause);
        }
    }
}
