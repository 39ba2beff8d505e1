/**
 * The work on pictures and videos (BUD-05): what is made of a file, on which threads, and how an uploaded picture looks.
 *
 * <p>Start with {@link dev.bluebell.server.media.Optimiser}. No type of the HTTP engine is known here.
 */
@NullMarked
package dev.bluebell.server.media;

import org.jspecify.annotations.NullMarked;
