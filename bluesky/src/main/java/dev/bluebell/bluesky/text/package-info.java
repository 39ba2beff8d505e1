/** The text of posts: Markdown and plain text, with the links, mentions and tags in it at the right bytes. */
@NullMarked
package dev.bluebell.bluesky.text;

import org.jspecify.annotations.NullMarked;
