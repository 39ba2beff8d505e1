/** Bluebell Benchmarks. */
@NullMarked
package dev.bluebell.bench;

import org.jspecify.annotations.NullMarked;
