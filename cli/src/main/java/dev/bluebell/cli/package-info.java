/** The command {@code bluebell}: its subcommands, and the wiring of the libraries they call. */
@NullMarked
package dev.bluebell.cli;

import org.jspecify.annotations.NullMarked;
