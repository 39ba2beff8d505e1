/** Being logged in: sessions that are stored, shared between processes, refreshed early and made anew. */
@NullMarked
package dev.bluebell.bluesky.session;

import org.jspecify.annotations.NullMarked;
