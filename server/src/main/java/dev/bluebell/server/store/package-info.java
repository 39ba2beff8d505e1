/**
 * Where the bytes of blobs lie.
 *
 * <p>Start with {@link dev.bluebell.server.store.BlobStore}. No type of the HTTP engine is known here.
 */
@NullMarked
package dev.bluebell.server.store;

import org.jspecify.annotations.NullMarked;
