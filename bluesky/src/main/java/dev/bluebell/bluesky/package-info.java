/** Bluesky and AT Protocol: identifiers, calls, sessions, text and posts. */
@NullMarked
package dev.bluebell.bluesky;

import org.jspecify.annotations.NullMarked;
