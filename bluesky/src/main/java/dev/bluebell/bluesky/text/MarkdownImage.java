package dev.bluebell.bluesky.text;

/**
 * An image that a Markdown text shows.
 *
 * @param source where it is, as it was written
 * @param alt what it shows, in words; may be empty
 */
public record MarkdownImage(String source, String alt) {}
