/**
 * Remote signing (NIP-46): somebody else, a bunker, keeps the key and signs what it is asked to. Begin with
 * {@link dev.bluebell.nostr.bunker.BunkerSigner}.
 *
 * <p>Requests and answers are encrypted events that travel over relays. A relay sees who asks whom and when, but neither
 * what nor the secret.
 */
@NullMarked
package dev.bluebell.nostr.bunker;

import org.jspecify.annotations.NullMarked;
