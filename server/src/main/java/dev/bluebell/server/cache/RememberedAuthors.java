package dev.bluebell.server.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.bluebell.nostr.PublicKey;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Remembers the servers of authors for a while, so that a page full of pictures asks the relays once. Who has no list is
 * remembered too, but not for long: it may have been a relay that did not answer.
 */
final class RememberedAuthors implements AuthorServers {

    private static final int MOST_AUTHORS = 1000;
    private static final Duration KNOWN = Duration.ofMinutes(10);
    private static final Duration UNKNOWN = Duration.ofMinutes(1);

    private final AuthorServers asked;
    private final Cache<PublicKey, List<URI>> remembered;

    RememberedAuthors(AuthorServers asked, InstantSource clock) {
        this.asked = asked;
        this.remembered = Caffeine.newBuilder()
                .maximumSize(MOST_AUTHORS)
                .executor(Runnable::run)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .expireAfter(
                        Expiry.creating((PublicKey author, List<URI> servers) -> servers.isEmpty() ? UNKNOWN : KNOWN))
                .build();
    }

    @Override
    public List<URI> of(PublicKey author) {
        return remembered.get(author, asked::of);
    }
}
