/** Videos, made fit to be shown by the service for that. */
@NullMarked
package dev.bluebell.bluesky.video;

import org.jspecify.annotations.NullMarked;
