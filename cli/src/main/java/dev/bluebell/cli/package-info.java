/** Bluebell Command line. */
@NullMarked
package dev.bluebell.cli;

import org.jspecify.annotations.NullMarked;
