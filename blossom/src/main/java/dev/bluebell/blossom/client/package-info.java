/**
 * A client for Blossom servers on the JDK's own HTTP client: {@link dev.bluebell.blossom.client.BlossomClient}.
 *
 * <p>Calls block. What the protocol defines comes back as a value, a refusal too; a
 * {@link dev.bluebell.blossom.BlossomException} is thrown when there is no answer, or none that makes sense. Blobs are
 * streamed both ways, and every byte that comes is hashed before anybody may rely on it.
 */
@NullMarked
package dev.bluebell.blossom.client;

import org.jspecify.annotations.NullMarked;
