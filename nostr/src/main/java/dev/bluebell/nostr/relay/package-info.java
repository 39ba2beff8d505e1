/**
 * A client for Nostr relays (NIP-01, NIP-42) on the JDK's own WebSocket: {@link dev.bluebell.nostr.relay.RelayPool}.
 *
 * <p>Calls block. What a relay answers comes back as a value, and so does its silence. Whatever a relay sends is held
 * against the limits, the filters and the signatures first: a relay can leave events out, but cannot make any up.
 *
 * <p>Calls to one relay share a connection, which is opened when it is needed and closed when it is not. A subscription
 * that lasts has its own, so that somebody who is slow to take its events holds up nothing else.
 */
@NullMarked
package dev.bluebell.nostr.relay;

import org.jspecify.annotations.NullMarked;
