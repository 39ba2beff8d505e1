/** Videos: what they are, read from their containers without any other program. */
@NullMarked
package dev.bluebell.media.video;

import org.jspecify.annotations.NullMarked;
