/**
 * Keys, events, signatures, filters and addresses of the Nostr protocol.
 *
 * <p>Every type here is immutable and thread-safe. Nothing here opens a connection, reads the clock or fetches
 * randomness by itself.
 */
@NullMarked
package dev.bluebell.nostr;

import org.jspecify.annotations.NullMarked;
