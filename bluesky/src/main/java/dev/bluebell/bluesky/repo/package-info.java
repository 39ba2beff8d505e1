/** What accounts keep on their servers: records, blobs and the whole of it. */
@NullMarked
package dev.bluebell.bluesky.repo;

import org.jspecify.annotations.NullMarked;
