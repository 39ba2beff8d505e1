/**
 * The HTTP side of the server, and the only package that knows the engine (Vert.x on Netty).
 *
 * <p>Start with {@link dev.bluebell.server.http.Front}: plain reads are answered on the event loop, everything else runs
 * as blocking code on a virtual thread, which reads from an {@link dev.bluebell.server.http.Exchange} and returns an
 * {@link dev.bluebell.server.http.Answer}.
 */
@NullMarked
package dev.bluebell.server.http;

import org.jspecify.annotations.NullMarked;
