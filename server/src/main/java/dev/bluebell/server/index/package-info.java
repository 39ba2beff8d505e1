/** Rows. */
@NullMarked
package dev.bluebell.server.index;

import org.jspecify.annotations.NullMarked;
