package dev.bluebell.bluesky.post;

import java.util.Optional;

/**
 * An image of a post.
 *
 * @param source where it comes from
 * @param alt what it shows, in words; may be empty
 * @param ratio its shape, if it is not to be taken from the file
 */
public record PostImage(ImageSource source, String alt, Optional<AspectRatio> ratio) {}
