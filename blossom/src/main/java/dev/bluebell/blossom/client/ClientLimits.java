package dev.bluebell.blossom.client;

/**
 * How much a client lets a server do.
 *
 * @param answerBytes the longest body that is not a blob
 * @param redirects how many in a row are followed
 * @param pages how many pages one listing may have
 */
public record ClientLimits(int answerBytes, int redirects, int pages) {

    /** 8 MiB, 5 redirects, 10,000 pages. */
    public static ClientLimits defaults() {
        return new ClientLimits(8 << 20, 5, 10_000);
    }
}
