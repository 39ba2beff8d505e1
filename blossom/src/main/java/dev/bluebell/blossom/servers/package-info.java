/**
 * Several Blossom servers as one: {@link dev.bluebell.blossom.servers.BlossomServers}.
 *
 * <p>What each server made of a request is an {@link dev.bluebell.blossom.servers.Outcome} of its own: one that is down
 * fails nothing but itself, and none is passed over in silence.
 */
@NullMarked
package dev.bluebell.blossom.servers;

import org.jspecify.annotations.NullMarked;
