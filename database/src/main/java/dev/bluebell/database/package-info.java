/**
 * Opens a database, brings its tables up to date and runs transactions on it. It has no table of its own.
 *
 * <p>{@link dev.bluebell.database.Database} is what callers hold; {@link dev.bluebell.database.SqliteDatabase} is one on a
 * file of this machine, {@link dev.bluebell.database.PostgresDatabase} one that many machines share.
 */
@NullMarked
package dev.bluebell.database;

import org.jspecify.annotations.NullMarked;
