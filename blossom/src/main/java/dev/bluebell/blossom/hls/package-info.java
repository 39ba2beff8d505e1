/**
 * Videos in pieces (HLS, RFC 8216) as blobs: {@link dev.bluebell.blossom.hls.HlsBundle} finds the pieces of one on this
 * machine and rewrites its playlists so that they name them by hash. It sends nothing.
 */
@NullMarked
package dev.bluebell.blossom.hls;

import org.jspecify.annotations.NullMarked;
