package dev.bluebell.database;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/** One connection and its transaction. For one thread at a time. */
interface Session extends AutoCloseable {

    /**
     * Begins a transaction, of the kind that the session is for.
     *
     * @param synced whether its commit has to wait for the disk
     */
    void begin(boolean synced) throws SQLException;

    /** Runs statements in the transaction; good until the next {@link #begin}. */
    Handle handle();

    /** Runs one of the commands that steer a transaction. */
    void command(String sql) throws SQLException;

    /** Ends the transaction without a trace, whether or not there still is one. */
    void rollback();

    @Override
    void close();
}
