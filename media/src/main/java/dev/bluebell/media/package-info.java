/** Bluebell Media. */
@NullMarked
package dev.bluebell.media;

import org.jspecify.annotations.NullMarked;
