/** Lists that come in pages: all of them, or what is new since last time. */
@NullMarked
package dev.bluebell.bluesky.cursor;

import org.jspecify.annotations.NullMarked;
