/**
 * What Blossom is made of: hashes, descriptors, tokens, server lists, reports and {@code blossom:} URIs.
 *
 * <p>Nothing here touches a network, a disk or a clock of its own. Every type is immutable and thread-safe. What
 * comes from others may be hostile: reading it gives a value or a {@link dev.bluebell.blossom.BlossomException},
 * never anything else.
 */
@NullMarked
package dev.bluebell.blossom;

import org.jspecify.annotations.NullMarked;
