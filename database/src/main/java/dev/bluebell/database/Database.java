package dev.bluebell.database;

/**
 * Transactions on a database. Calls block; every thread may call, and virtual threads do not pin their carrier.
 *
 * <p>Whatever {@link Transaction#run} throws reaches its caller as it is, except that failures of the database itself
 * come as {@link DatabaseException}.
 */
public interface Database extends AutoCloseable {

    /**
     * Runs {@code work} and commits it; when this returns, what was written survives power loss. If {@code work} throws,
     * nothing of it is kept.
     *
     * <p>A caller that is interrupted while it waits gets {@link DatabaseException.Interrupted} with its interrupt flag
     * set; its work may be committed all the same. As with any commit whose answer is lost, only asking tells.
     *
     * @throws DatabaseException if the database failed, is closed, or the caller was interrupted
     */
    <T> T write(Transaction<T> work);

    /**
     * The same as {@link #write}, but without waiting for the disk: when this returns, what was written survives the end of
     * this process and others see it, but a loss of power may undo it, together with all such writes since the last one that
     * was waited for. Several times as fast.
     *
     * @throws DatabaseException as {@link #write} does
     */
    <T> T writeUnsynced(Transaction<T> work);

    /**
     * Runs {@code work} on one state of the database: everything that was committed before, nothing that is committed
     * meanwhile. Writing in it fails.
     *
     * @throws DatabaseException if the database failed, is closed, or the caller was interrupted
     */
    <T> T read(Transaction<T> work);

    /**
     * Answers the requests that wait, then closes the database; later calls throw {@link DatabaseException.Closed}.
     * Closing again does nothing.
     */
    @Override
    void close();
}
