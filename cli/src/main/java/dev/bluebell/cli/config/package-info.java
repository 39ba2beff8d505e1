/** The settings of a person or a machine: {@code bluebell.toml}, overridden by the environment. */
@NullMarked
package dev.bluebell.cli.config;

import org.jspecify.annotations.NullMarked;
