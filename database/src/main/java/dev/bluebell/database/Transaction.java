package dev.bluebell.database;

import org.jdbi.v3.core.Handle;

/**
 * What to do in one transaction.
 *
 * @param <T> the answer; never null
 */
@FunctionalInterface
public interface Transaction<T> {

    /**
     * Does the work. It runs on a thread of the database, which it should not hold up: no network, no waiting, no call of
     * the same {@link Database}.
     *
     * @param handle runs statements, and is good only until this method returns. The transaction is not its own: it may
     *     not begin, commit or roll back; to give up, throw. A failed statement has to be passed on for the same reason:
     *     the database may have given up the transaction with it. Keys that the database makes come with {@code RETURNING}.
     * @return the answer for the caller, with nothing in it that still reads from the handle
     */
    T run(Handle handle);
}
