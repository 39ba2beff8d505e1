/**
 * A Blossom server: blobs addressed by their SHA-256, authorised by signed Nostr events (BUD-01, 02, 04, 05, 06, 08,
 * 09, 11 and 12).
 *
 * <p>Start with {@link dev.bluebell.server.BlossomServer}. The way of a request: {@code http} reads it, {@code
 * Admission} authorises and decides, {@code Receiver} streams the body into the {@code store}, {@code Holdings} keeps
 * store and {@code index} in step; {@code media} makes of pictures and videos what is kept in their place.
 */
@NullMarked
package dev.bluebell.server;

import org.jspecify.annotations.NullMarked;
