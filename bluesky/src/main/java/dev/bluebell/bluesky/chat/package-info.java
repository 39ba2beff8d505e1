/** Chats. */
@NullMarked
package dev.bluebell.bluesky.chat;

import org.jspecify.annotations.NullMarked;
