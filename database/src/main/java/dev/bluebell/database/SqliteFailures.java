package dev.bluebell.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The failures of SQLite. */
final class SqliteFailures implements Failures {

    private static final int PRIMARY_CODE = 0xFF;

    /** With less than this an input/output error is taken for a full disk: the driver does not hand on the system's code. */
    private static final long FULL_BELOW_BYTES = 1 << 20;

    private final Path file;

    SqliteFailures(Path file) {
        this.file = file;
    }

    @Override
    public Throwable translate(Throwable failure) {
        boolean ofDatabase = failure instanceof JdbiException && codeOf(failure) != SQLiteErrorCode.UNKNOWN_ERROR;
        return ofDatabase ? of(failure) : failure;
    }

    @Override
    public DatabaseException of(Throwable failure) {
        String name = file.toString();
        return switch (codeOf(failure)) {
            case SQLITE_FULL -> new DatabaseException.DiskFull(name, failure);
            case SQLITE_BUSY, SQLITE_LOCKED -> new DatabaseException.Busy(name, failure);
            case SQLITE_CORRUPT, SQLITE_NOTADB -> new DatabaseException.Corrupt(name, failure);
            case SQLITE_IOERR, SQLITE_CANTOPEN ->
                diskIsFull()
                        ? new DatabaseException.DiskFull(name, failure)
                        : new DatabaseException.Failed(name, failure);
            default -> new DatabaseException.Failed(name, failure);
        };
    }

    /** The primary code of SQLite behind this failure, or {@code UNKNOWN_ERROR} if it does not come from there. */
    private static SQLiteErrorCode codeOf(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof SQLiteException sqlite) {
                return SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & PRIMARY_CODE);
            }
        }
        return SQLiteErrorCode.UNKNOWN_ERROR;
    }

    private boolean diskIsFull() {
        try {
            return Files.getFileStore(file).getUsableSpace() < FULL_BELOW_BYTES;
        } catch (IOException e) {
            return false;
        }
    }
}
