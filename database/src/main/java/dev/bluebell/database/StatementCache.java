package dev.bluebell.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;
import org.sqlite.core.CoreStatement;

/**
 * Keeps the prepared statements of one connection: the driver has no cache, and preparing takes longer than running most
 * statements. A statement that is in use is not shared. For one thread.
 */
final class StatementCache extends DefaultStatementBuilder {

    private static final int MAX_STATEMENTS = 256;

    private final Map<String, PreparedStatement> free = new HashMap<>();

    /** Runs a statement that has neither values nor an answer. */
    void execute(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = take(connection, sql);
        try {
            statement.execute();
        } finally {
            close(connection, sql, statement);
        }
    }

    @Override
    public PreparedStatement create(Connection connection, String sql, StatementContext context) throws SQLException {
        return take(connection, sql);
    }

    private PreparedStatement take(Connection connection, String sql) throws SQLException {
        PreparedStatement kept = free.remove(sql);
        return kept != null ? kept : connection.prepareStatement(sql);
    }

    @Override
    public void close(Connection connection, String sql, Statement statement) throws SQLException {
        boolean kept = statement instanceof PreparedStatement prepared
                && !isDead(prepared)
                && free.size() < MAX_STATEMENTS
                && free.putIfAbsent(sql, prepared) == null;
        if (!kept) {
            super.close(connection, sql, statement);
        }
    }

    /** After most errors, a full disk for one, the driver frees its side of a statement that JDBC still calls open. */
    private static boolean isDead(PreparedStatement statement) {
        return statement instanceof CoreStatement inner && inner.pointer.isClosed();
    }
}
