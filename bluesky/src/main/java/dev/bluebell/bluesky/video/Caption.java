package dev.bluebell.bluesky.video;

import dev.bluebell.bluesky.repo.Blob;

/**
 * Captions of a video in one language.
 *
 * @param language as BCP 47 has it, like {@code en}
 * @param file the blob with them
 */
public record Caption(String language, Blob file) {}
