/** What happens on the whole network, as it happens. */
@NullMarked
package dev.bluebell.bluesky.jetstream;

import org.jspecify.annotations.NullMarked;
