/**
 * Parts for tests that speak the protocols byte by byte, so that a test can also say what no well-behaved program would.
 * Nothing here knows the code that is tested.
 *
 * <p>Start with {@link dev.bluebell.testing.RawHttp} to ask a server, {@link dev.bluebell.testing.RawToken} for its
 * {@code Authorization} header, and {@link dev.bluebell.testing.FakeOrigin} to be asked by one.
 */
@NullMarked
package dev.bluebell.testing;

import org.jspecify.annotations.NullMarked;
