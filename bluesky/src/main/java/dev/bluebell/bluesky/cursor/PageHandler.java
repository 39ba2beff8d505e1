package dev.bluebell.bluesky.cursor;

/** Takes the pages of a list one by one. */
@FunctionalInterface
public interface PageHandler {

    /**
     * Does with a page what is to be done. When this returns, the page counts as processed; when it throws, or the process
     * dies, the page comes again next time.
     *
     * @param page with at least one item
     */
    void handle(Page page);
}
