package dev.bluebell.bluesky;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a record is: {@code at://ACTOR/COLLECTION/RKEY}.
 *
 * @param actor whose record
 * @param collection of which kind
 * @param key which of them
 */
public record AtUri(Actor actor, Nsid collection, RecordKey key) {

    private static final Nsid POST = new Nsid("app.bsky.feed.post");
    private static final Pattern URI = Pattern.compile("at://([^/?#\\s]+)/([^/?#\\s]+)/([^/?#\\s]+)");
    private static final Pattern PAGE = Pattern.compile("https://bsky\\.app/profile/([^/?#\\s]+)/post/([^/?#\\s]+)/?");

    /**
     * Reads an address, or the address of the web page of a post.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static AtUri parse(String text) {
        return read(text.strip())
                .orElseThrow(() -> new IllegalArgumentException(
                        "the address of a record is like at://alice.example/app.bsky.feed.post/3k43tv4rft22g"));
    }

    private static Optional<AtUri> read(String text) {
        Matcher uri = URI.matcher(text);
        if (uri.matches()) {
            return Optional.of(
                    new AtUri(Actor.parse(uri.group(1)), new Nsid(uri.group(2)), new RecordKey(uri.group(3))));
        }
        Matcher page = PAGE.matcher(text);
        return page.matches()
                ? Optional.of(new AtUri(Actor.parse(page.group(1)), POST, new RecordKey(page.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "at://" + actor.value() + '/' + collection + '/' + key;
    }
}
