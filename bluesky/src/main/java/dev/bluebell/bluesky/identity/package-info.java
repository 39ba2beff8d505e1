/** Who an account is and where it lives: handles, DIDs and their documents, and which host a call goes to. */
@NullMarked
package dev.bluebell.bluesky.identity;

import org.jspecify.annotations.NullMarked;
