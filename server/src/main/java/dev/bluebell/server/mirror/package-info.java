/**
 * Fetching blobs from other servers without being turned against one's own network.
 *
 * <p>Start with {@link dev.bluebell.server.mirror.OriginGuard}.
 */
@NullMarked
package dev.bluebell.server.mirror;

import org.jspecify.annotations.NullMarked;
