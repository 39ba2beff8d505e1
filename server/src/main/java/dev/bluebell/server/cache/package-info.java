/**
 * A local Blossom cache: keeps what its clients ask for, fetches what it does not have from where they say it may be, and
 * lets go of what was not asked for lately.
 *
 * <p>Start with {@link dev.bluebell.server.cache.CacheServer}. No type of the HTTP engine is known here.
 */
@NullMarked
package dev.bluebell.server.cache;

import org.jspecify.annotations.NullMarked;
