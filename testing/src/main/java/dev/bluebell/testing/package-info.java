/**
 * Parts for tests that speak the protocols byte by byte, so that a test can also say what no well-behaved program would.
 * Nothing here knows the code that is tested.
 *
 * <p>Start with {@link dev.bluebell.testing.RawHttp} to ask a server, {@link dev.bluebell.testing.RawToken} for its
 * {@code Authorization} header, {@link dev.bluebell.testing.FakeOrigin} to be asked by one, and
 * {@link dev.bluebell.testing.MemoryBlossom} where a test of a client needs servers that work, in any
 * {@link dev.bluebell.testing.Dialect}, with a {@link dev.bluebell.testing.FaultProxy} before them where they should not.
 * For Nostr there is a relay that is real, {@link dev.bluebell.testing.RealRelay}, and one that does as it is told,
 * {@link dev.bluebell.testing.FakeRelay}.
 */
@NullMarked
package dev.bluebell.testing;

import org.jspecify.annotations.NullMarked;
