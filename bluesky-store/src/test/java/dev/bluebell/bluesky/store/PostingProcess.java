package dev.bluebell.bluesky.store;

import dev.bluebell.bluesky.Bluesky;
import dev.bluebell.bluesky.OnPds;
import dev.bluebell.bluesky.post.Post;
import dev.bluebell.bluesky.post.PostThread;
import dev.bluebell.bluesky.post.Posts;
import dev.bluebell.bluesky.session.Credentials;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Posts numbered threads with an image, from the first on, until it is killed or has reached the last. */
public final class PostingProcess {

    /** In each thread. */
    static final int POSTS = 3;

    private PostingProcess() {}

    /**
     * Runs it; says {@code begun} and, if nobody kills it, {@code done}.
     *
     * @param args the database, the PDS, the PLC directory, the name of the account, an image, the number of threads
     */
    public static void main(String[] args) {
        URI pds = URI.create(args[1]);
        try (BlueskyDatabase database = BlueskyDatabase.builder().open(Path.of(args[0]));
                Bluesky bluesky = OnPds.set(database.configure(Bluesky.builder()), pds, pds, URI.create(args[2]))
                        .build()) {
            String password = Optional.ofNullable(System.getenv("PASSWORD")).orElseThrow();
            Posts posts = bluesky.posts(bluesky.account(new Credentials(args[3], password)));
            System.out.println("begun");
            for (int number = 1; number <= Integer.parseInt(args[5]); number++) {
                posts.post(thread(number, Path.of(args[4])));
            }
            System.out.println("done");
        }
    }

    private static PostThread thread(int number, Path image) {
        return new PostThread(
                List.of(
                        Post.text("%05d/1".formatted(number))
                                .image(image, "alt")
                                .build(),
                        // Every other thread has a part that goes with a gate, which is another way to send it.
                        number % 2 == 0
                                ? Post.text("%05d/2".formatted(number))
                                        .noQuotes()
                                        .build()
                                : Post.text("%05d/2".formatted(number)).build(),
                        Post.text("%05d/3".formatted(number)).build()),
                Optional.of("thread-" + number));
    }
}
