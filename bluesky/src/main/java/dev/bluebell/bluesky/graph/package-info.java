/** How accounts stand to each other: follows, blocks and lists. */
@NullMarked
package dev.bluebell.bluesky.graph;

import org.jspecify.annotations.NullMarked;
