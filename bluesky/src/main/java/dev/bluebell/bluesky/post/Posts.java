package dev.bluebell.bluesky.post;

import dev.bluebell.bluesky.AtUri;
import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.StrongRef;
import dev.bluebell.bluesky.TidClock;
import dev.bluebell.bluesky.http.Content;
import dev.bluebell.bluesky.http.Http;
import dev.bluebell.bluesky.identity.Identities;
import dev.bluebell.bluesky.repo.Blob;
import dev.bluebell.bluesky.session.Account;
import dev.bluebell.bluesky.xrpc.XrpcJson;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Makes the posts of an account. Before anything is sent, the whole record and its name are stored with the key of the post; if
 * the answer is lost, the server is in trouble or this process dies, the same call again goes on where it was: there is one
 * post, never two, never none, and a thread has no hole. Thread-safe.
 *
 * <pre>{@code
 * Posts posts = bluesky.posts(bluesky.account("alice.example"));
 * StrongRef post = posts.post(Post.markdown("**Bees** [sleep too](https://example.com/bees), @bob.example. #bees")
 *         .image(Path.of("bee.jpg"), "A bee asleep in a bluebell")
 *         .langs("en")
 *         .key("bees-2026-11-21")
 *         .build());
 * posts.post(Post.markdown(aLongStory).replyTo(post).key("bees-more").thread());
 * }</pre>
 */
public final class Posts {

    /** Stands in plans that nobody stores. */
    private static final String NO_KEY = "-";

    private static final Did NOBODY = new Did("did:plc:aaaaaaaaaaaaaaaaaaaaaaaa");

    private final Account account;
    private final PostKeys keys;
    private final Delivery delivery;
    private final Composer composer;
    private final Composer dry;

    /** What has become of a plan so far. */
    private enum State {
        /** Nobody will ask for it. */
        UNNAMED,
        /** It is new. */
        STORED,
        /** It is an old one, and this process does not know more. */
        PERHAPS_SENT
    }

    /** Sends blobs for an account. */
    @FunctionalInterface
    public interface Sending {

        /** Sends one; what the server has then is what was sent. */
        Blob send(Content content);
    }

    /**
     * The posts of an account.
     *
     * @param keys remembers them
     * @param identities finds whom they mention and answer
     * @param http asks for pages that cards are made of
     * @param images makes images fit
     * @param sending sends them
     * @param tids gives the names
     * @param clock where the time comes from
     */
    public Posts(
            Account account,
            PostKeys keys,
            Identities identities,
            Http http,
            ImagePreparer images,
            Sending sending,
            TidClock tids,
            InstantSource clock) {
        this.account = account;
        this.keys = keys;
        this.delivery = new Delivery(account.client());
        Targets targets = new Targets(account, identities, keys);
        PageCards pages = new PageCards(http);
        this.composer = new Composer(targets, new Attachments(images, pages, sending), clock, tids);
        this.dry = new Composer(targets, new Attachments(images, pages, new LocalBlobs()), clock, tids);
    }

    /**
     * Makes a post. If one was made under its key before, that is the answer and nothing is sent.
     *
     * @throws BlueskyException if it is not known to be there; with a key, the same call again is safe
     * @throws IllegalArgumentException if an image that the server has already does not fit a post
     */
    public StrongRef post(Post post) {
        return make(List.of(post), post.key()).getFirst();
    }

    /**
     * Makes a thread, post by post. What was made of it before is not made again, whatever the posts now say; what is missing is
     * made as it was planned then.
     *
     * @return its posts, the first one first
     * @throws BlueskyException if one is not known to be there; with a key, the same call again is safe
     * @throws IllegalArgumentException if an image that the server has already does not fit a post
     */
    public List<StrongRef> post(PostThread thread) {
        return make(thread.posts(), thread.key());
    }

    /** The post, or the whole thread, that was made under a key; empty if none was, or not all of it yet. */
    public List<StrongRef> made(String key) {
        Did me = account.did();
        List<PostPlan> plans = stored(me, key);
        if (plans.isEmpty()) {
            return keys.newest(me, key).map(List::of).orElse(List.of());
        }
        return plans.stream().allMatch(this::isMade)
                ? plans.stream().map(PostPlan::ref).toList()
                : List.of();
    }

    private boolean isMade(PostPlan plan) {
        return keys.newest(plan.account(), plan.key()).equals(Optional.of(plan.ref()));
    }

    /**
     * The record of a post as it would be sent, {@code $type} included. Nothing is sent and nothing stored; mentions, answers
     * and quotes are looked up.
     */
    public JsonNode dryRun(Post post) {
        return dryRun(List.of(post)).getFirst();
    }

    /** The same for a thread. */
    public List<JsonNode> dryRun(PostThread thread) {
        return dryRun(thread.posts());
    }

    private List<JsonNode> dryRun(List<Post> posts) {
        // The first post points at nothing of this account's, so that nobody needs to be logged in.
        Did me = posts.size() > 1 ? account.did() : NOBODY;
        return dry.plan(posts, me, Collections.nCopies(posts.size(), NO_KEY)).stream()
                .map(plan -> XrpcJson.mapper().readTree(plan.record()))
                .toList();
    }

    private List<StrongRef> make(List<Post> posts, Optional<String> key) {
        Did me = account.did();
        if (key.isEmpty()) {
            return send(composer.plan(posts, me, Collections.nCopies(posts.size(), NO_KEY)), posts, State.UNNAMED);
        }
        List<PostPlan> stored = stored(me, key.get());
        if (!stored.isEmpty()) {
            return send(stored, posts, State.PERHAPS_SENT);
        }
        // Of another program's posts there are no plans.
        Optional<StrongRef> made = keys.newest(me, key.get());
        return made.map(List::of).orElseGet(() -> makeNew(me, posts, key.get()));
    }

    private List<StrongRef> makeNew(Did me, List<Post> posts, String key) {
        List<PostPlan> plans = composer.plan(posts, me, names(key, posts.size()));
        if (keys.plan(plans)) {
            return send(plans, posts, State.STORED);
        }
        // Somebody else was faster; the post is theirs.
        List<PostPlan> theirs = stored(me, key);
        if (theirs.isEmpty()) {
            throw new IllegalArgumentException("the key %s is taken by a part of another thread".formatted(key));
        }
        return send(theirs, posts, State.PERHAPS_SENT);
    }

    private static List<String> names(String key, int posts) {
        return posts == 1
                ? List.of(key)
                : IntStream.rangeClosed(1, posts)
                        .mapToObj(number -> PostThread.keyOf(key, number))
                        .toList();
    }

    /** A single post, or all of a thread, which was stored at once: it has ended where a number is missing. */
    private List<PostPlan> stored(Did me, String key) {
        Optional<PostPlan> single = keys.find(me, key);
        return single.isPresent()
                ? List.of(single.get())
                : Stream.iterate(1, number -> number + 1)
                        .map(number -> keys.find(me, PostThread.keyOf(key, number)))
                        .takeWhile(Optional::isPresent)
                        .flatMap(Optional::stream)
                        .toList();
    }

    private List<StrongRef> send(List<PostPlan> plans, List<Post> posts, State state) {
        for (int i = 0; i < plans.size(); i++) {
            PostPlan plan = plans.get(i);
            Optional<Post> post = i < posts.size() ? Optional.of(posts.get(i)) : Optional.empty();
            if (state != State.PERHAPS_SENT) {
                note(plan, delivery.send(plan, false), state);
            } else if (!isMade(plan)) {
                note(plan, sendWithBlobs(plan, post), state);
            }
        }
        return plans.stream().map(PostPlan::ref).toList();
    }

    private void note(PostPlan plan, OptionalLong call, State state) {
        Optional<String> key = state == State.UNNAMED ? Optional.empty() : Optional.of(plan.key());
        keys.made(new MadePost(plan.ref(), key, call, answered(plan)));
    }

    /** The server forgets blobs that were sent long before their post. */
    private OptionalLong sendWithBlobs(PostPlan plan, Optional<Post> post) {
        try {
            return delivery.send(plan, true);
        } catch (BlueskyException.Refused e) {
            if (!e.error().equals("BlobNotFound") || post.isEmpty()) {
                throw e;
            }
            composer.sendBlobs(post.get());
            return delivery.send(plan, true);
        }
    }

    private static Optional<AtUri> answered(PostPlan plan) {
        String parent = XrpcJson.mapper()
                .readTree(plan.record())
                .at("/reply/parent/uri")
                .asString("");
        return parent.isEmpty() ? Optional.empty() : Optional.of(AtUri.parse(parent));
    }
}
