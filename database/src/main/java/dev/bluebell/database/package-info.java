/** Bluebell Database. */
@NullMarked
package dev.bluebell.database;

import org.jspecify.annotations.NullMarked;
