/** Posts of others: liking and reposting them, finding them, and their threads. */
@NullMarked
package dev.bluebell.bluesky.feed;

import org.jspecify.annotations.NullMarked;
