/** Profiles of accounts, and a memory for them. */
@NullMarked
package dev.bluebell.bluesky.profile;

import org.jspecify.annotations.NullMarked;
