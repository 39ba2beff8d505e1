package dev.bluebell.bluesky.post;

import dev.bluebell.bluesky.http.Content;
import java.util.Optional;

/**
 * An image that is fit to be sent.
 *
 * @param content its type and its bytes
 * @param ratio its shape, if that is known
 * @param discard removes what was made for it
 */
public record PreparedImage(Content content, Optional<AspectRatio> ratio, Runnable discard) implements AutoCloseable {

    @Override
    public void close() {
        discard.run();
    }
}
