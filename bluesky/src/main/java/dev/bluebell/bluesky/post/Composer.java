package dev.bluebell.bluesky.post;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Handle;
import dev.bluebell.bluesky.StrongRef;
import dev.bluebell.bluesky.Tid;
import dev.bluebell.bluesky.TidClock;
import dev.bluebell.bluesky.text.Facet;
import dev.bluebell.bluesky.text.Feature;
import dev.bluebell.bluesky.text.RichText;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the records of posts, to the last byte.
 *
 * @param targets finds what is answered and quoted
 * @param attachments makes what is shown
 * @param clock where the time comes from
 * @param tids gives the names
 */
record Composer(Targets targets, Attachments attachments, InstantSource clock, TidClock tids) {

    private static final System.Logger LOG = System.getLogger("bluebell.bluesky");

    /** As the documentation of Bluesky asks for: with a {@code Z}. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /**
     * All posts of a thread, with the names that they will have. Their images are sent.
     *
     * @param keys one for each
     */
    List<PostPlan> plan(List<Post> posts, Did account, List<String> keys) {
        Instant now = clock.instant();
        Optional<Targets.Reply> reply = posts.getFirst().replyTo().map(targets::answered);
        List<PostPlan> plans = new ArrayList<>();
        for (Post post : posts) {
            // One millisecond apart, so that they sort as they are read.
            String time = TIME.format(now.plusMillis(plans.size()));
            ObjectNode record = record(post, reply, time);
            PostPlan plan = plan(account, keys.get(plans.size()), post, record, time);
            plans.add(plan);
            StrongRef root = reply.map(Targets.Reply::root).orElse(plan.ref());
            reply = Optional.of(new Targets.Reply(root, plan.ref()));
        }
        return plans;
    }

    /** Sends the images of a post once more. */
    void sendBlobs(Post post) {
        attachments.embed(post.media(), Optional.empty());
    }

    private PostPlan plan(Did account, String key, Post post, ObjectNode record, String time) {
        Tid rkey = tids.next();
        PostPlan plan = new PostPlan(account, key, rkey, DagCbor.cid(record), record.toString(), List.of());
        String uri = plan.ref().uri().toString();
        List<String> gates = new ArrayList<>();
        post.replies().ifPresent(rules -> gates.add(threadgate(uri, rules, time)));
        if (!post.quotable()) {
            gates.add(postgate(uri, time));
        }
        return new PostPlan(account, key, rkey, plan.cid(), plan.record(), gates);
    }

    private static String threadgate(String post, List<ReplyRule> rules, String time) {
        ObjectNode gate = Attachments.typed("app.bsky.feed.threadgate").put("post", post);
        ArrayNode allow = gate.putArray("allow");
        for (ReplyRule rule : rules) {
            switch (rule) {
                case ReplyRule.Mentioned mentioned -> allow.addObject().put("$type", rule("mentionRule"));
                case ReplyRule.Followers followers -> allow.addObject().put("$type", rule("followerRule"));
                case ReplyRule.Following following -> allow.addObject().put("$type", rule("followingRule"));
                case ReplyRule.Listed(var list) ->
                    allow.addObject().put("$type", rule("listRule")).put("list", list.toString());
            }
        }
        return gate.put("createdAt", time).toString();
    }

    private static String rule(String name) {
        return "app.bsky.feed.threadgate#" + name;
    }

    private static String postgate(String post, String time) {
        ObjectNode gate = Attachments.typed("app.bsky.feed.postgate").put("post", post);
        gate.putArray("embeddingRules").addObject().put("$type", "app.bsky.feed.postgate#disableRule");
        return gate.put("createdAt", time).toString();
    }

    private ObjectNode record(Post post, Optional<Targets.Reply> reply, String time) {
        RichText text = post.text().resolve(this::mentioned);
        ObjectNode record = Attachments.typed(PostPlan.POSTS.value()).put("text", text.text());
        if (!text.facets().isEmpty()) {
            ArrayNode facets = record.putArray("facets");
            text.facets().forEach(facet -> facet(facets.addObject(), facet));
        }
        reply.ifPresent(to -> {
            ObjectNode both = record.putObject("reply");
            both.set("root", Attachments.ref(to.root()));
            both.set("parent", Attachments.ref(to.parent()));
        });
        attachments
                .embed(post.media(), post.quote().map(targets::quoted))
                .ifPresent(embed -> record.set("embed", embed));
        texts(record, "langs", post.langs());
        if (!post.labels().isEmpty()) {
            ObjectNode labels = record.putObject("labels").put("$type", "com.atproto.label.defs#selfLabels");
            ArrayNode values = labels.putArray("values");
            post.labels().forEach(label -> values.addObject().put("val", label));
        }
        texts(record, "tags", post.tags());
        return record.put("createdAt", time);
    }

    private static void texts(ObjectNode record, String name, List<String> values) {
        if (!values.isEmpty()) {
            values.forEach(record.putArray(name)::add);
        }
    }

    private static void facet(ObjectNode out, Facet facet) {
        out.putObject("index").put("byteStart", facet.byteStart()).put("byteEnd", facet.byteEnd());
        ObjectNode feature = out.putArray("features").addObject();
        switch (facet.feature()) {
            case Feature.Link(String uri) ->
                feature.put("$type", "app.bsky.richtext.facet#link").put("uri", uri);
            case Feature.Mention(Did did) ->
                feature.put("$type", "app.bsky.richtext.facet#mention").put("did", did.value());
            case Feature.Tag(String tag) ->
                feature.put("$type", "app.bsky.richtext.facet#tag").put("tag", tag);
        }
    }

    /** A name that leads nowhere now is no reason not to post. */
    private Optional<Did> mentioned(Handle handle) {
        try {
            return targets.identities().claimed(handle);
        } catch (BlueskyException.Interrupted e) {
            throw e;
        } catch (BlueskyException e) {
            LOG.log(System.Logger.Level.DEBUG, "{0} stays text: {1}", handle, e.getMessage());
            return Optional.empty();
        }
    }
}
