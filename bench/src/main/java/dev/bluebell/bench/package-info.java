/** What the load scripts in {@code bench/load} need beside a load generator: signed uploads, filled stores, limits. */
@NullMarked
package dev.bluebell.bench;

import org.jspecify.annotations.NullMarked;
