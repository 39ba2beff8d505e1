/** Which blobs the server has, who owns them, and what has been reported: rows, never bytes. */
@NullMarked
package dev.bluebell.server.index;

import org.jspecify.annotations.NullMarked;
