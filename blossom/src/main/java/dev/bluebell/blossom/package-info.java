/** Bluebell Blossom. */
@NullMarked
package dev.bluebell.blossom;

import org.jspecify.annotations.NullMarked;
