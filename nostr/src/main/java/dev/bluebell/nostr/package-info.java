/** Bluebell Nostr. */
@NullMarked
package dev.bluebell.nostr;

import org.jspecify.annotations.NullMarked;
