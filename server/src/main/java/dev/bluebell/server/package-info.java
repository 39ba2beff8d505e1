/** Bluebell Server. */
@NullMarked
package dev.bluebell.server;

import org.jspecify.annotations.NullMarked;
