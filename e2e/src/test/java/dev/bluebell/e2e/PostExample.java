package dev.bluebell.e2e;

import dev.bluebell.bluesky.Bluesky;
import dev.bluebell.bluesky.StrongRef;
import dev.bluebell.bluesky.cursor.Listings;
import dev.bluebell.bluesky.post.Post;
import dev.bluebell.bluesky.session.Account;
import dev.bluebell.bluesky.store.BlueskyDatabase;
import java.nio.file.Path;

/** The README's example of a post. */
final class PostExample {

    private PostExample() {}

    static void post() {
        try (var database = BlueskyDatabase.open("bot.db");
                var bluesky = database.configure(Bluesky.builder()).build()) {
            Account bot = bluesky.account(System.getenv()); // BSKY_AUTH_USERNAME, and once BSKY_AUTH_PASSWORD
            StrongRef post = bluesky.posts(bot)
                    .post(Post.markdown("**Bluebells** are out in [the wood](https://example.com/wood). #spring")
                            .image(Path.of("wood.jpg"), "A blue floor")
                            .key("spring-1")
                            .build());
            System.out.println(post.uri());
            bluesky.pages(bot)
                    .readNew(Listings.notifications(), page -> page.items().forEach(System.out::println));
        }
    }
}
