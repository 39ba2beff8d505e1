/**
 * What the module {@code bluesky} remembers, in tables of SQL: sessions, the log of calls, posts, profiles, cursors and keys.
 * The tables that pysky has are those of pysky, so that its database is taken over as it is.
 */
@NullMarked
package dev.bluebell.bluesky.store;

import org.jspecify.annotations.NullMarked;
