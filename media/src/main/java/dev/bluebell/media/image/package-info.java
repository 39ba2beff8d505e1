/**
 * Pictures: what they are, and smaller or cleaner copies of them.
 *
 * <p>{@link dev.bluebell.media.image.Images} is the front. What can be told and done without decoding (sizes, orientation,
 * frames, removing metadata) is read from the structure of each format by one {@code …Layout} class; decoding and encoding
 * belong to an {@link dev.bluebell.media.image.ImageEngine}.
 */
@NullMarked
package dev.bluebell.media.image;

import org.jspecify.annotations.NullMarked;
