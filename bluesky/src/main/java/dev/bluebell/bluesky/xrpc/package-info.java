/** Calls of any endpoint of AT Protocol. */
@NullMarked
package dev.bluebell.bluesky.xrpc;

import org.jspecify.annotations.NullMarked;
