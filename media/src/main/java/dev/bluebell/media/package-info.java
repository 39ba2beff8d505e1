/** What a file is: its media type by content and by name. */
@NullMarked
package dev.bluebell.media;

import org.jspecify.annotations.NullMarked;
