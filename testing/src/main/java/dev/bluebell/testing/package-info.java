/** Bluebell Testing. */
@NullMarked
package dev.bluebell.testing;

import org.jspecify.annotations.NullMarked;
