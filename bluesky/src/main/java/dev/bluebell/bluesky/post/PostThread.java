package dev.bluebell.bluesky.post;

import java.util.List;
import java.util.Optional;

/**
 * Posts that are made one after the other, each but the first an answer to the one before. Immutable.
 *
 * @param posts at least one; none of them has a key of its own, and only the first may answer another post or say who may reply
 * @param key what the caller calls the thread: however often it is sent with that key, each of its posts is made once. They
 *     are called {@code KEY/1} and so on; a thread of one post is that post, and is called {@code KEY}
 */
public record PostThread(List<Post> posts, Optional<String> key) {

    /**
     * Checks the posts.
     *
     * @throws IllegalArgumentException if they cannot be a thread
     */
    public PostThread {
        posts = List.copyOf(posts);
        if (posts.isEmpty()) {
            throw new IllegalArgumentException("a thread has one post at least");
        }
        if (posts.stream().anyMatch(post -> post.key().isPresent())) {
            throw new IllegalArgumentException("the thread has a key, its posts have none of their own");
        }
        List<Post> others = posts.subList(1, posts.size());
        if (others.stream()
                .anyMatch(post -> post.replyTo().isPresent() || post.replies().isPresent())) {
            throw new IllegalArgumentException(
                    "only the first post of a thread answers another, or says who may reply");
        }
        int last = posts.size();
        key.ifPresent(name -> PostPlan.checkKey(keyOf(name, last)));
    }

    /** As many posts as the text needs. */
    public static PostThread split(Post.Builder post) {
        return post.thread();
    }

    /**
     * What a post of a thread is called.
     *
     * @param number from 1
     */
    public static String keyOf(String key, int number) {
        return key + '/' + number;
    }
}
