/** Posts: what they may hold, and how each is made once, whatever happens to the connection or to this process. */
@NullMarked
package dev.bluebell.bluesky.post;

import org.jspecify.annotations.NullMarked;
