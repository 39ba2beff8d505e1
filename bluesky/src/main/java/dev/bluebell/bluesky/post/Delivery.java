package dev.bluebell.bluesky.post;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.xrpc.Body;
import dev.bluebell.bluesky.xrpc.CallOptions;
import dev.bluebell.bluesky.xrpc.Params;
import dev.bluebell.bluesky.xrpc.RetryPolicy;
import dev.bluebell.bluesky.xrpc.XrpcClient;
import dev.bluebell.bluesky.xrpc.XrpcJson;
import dev.bluebell.bluesky.xrpc.XrpcResponse;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends planned posts so that each is there once. Its name is known before it is sent, and what it will be: sent again it
 * replaces nothing, and when no answer came, a look at that name tells whether it arrived.
 *
 * @param client calls in the name of the account
 */
record Delivery(XrpcClient client) {

    private static final String PUT = "com.atproto.repo.putRecord";
    private static final String APPLY = "com.atproto.repo.applyWrites";
    private static final String CREATE = "com.atproto.repo.applyWrites#create";
    private static final String GET = "com.atproto.repo.getRecord";

    /**
     * Sends one, unless it is there.
     *
     * @param perhapsThere whether somebody may have sent it before
     * @return the row of the call that made it, if it was this one
     * @throws BlueskyException if it is not known to be there; sending it again is safe
     */
    OptionalLong send(PostPlan plan, boolean perhapsThere) {
        if (perhapsThere && isThere(plan, client)) {
            return OptionalLong.empty();
        }
        return plan.gates().isEmpty() ? orThere(plan, () -> put(plan)) : orThere(plan, () -> apply(plan));
    }

    /** What was refused, or got no answer, may be there nevertheless. */
    private OptionalLong orThere(PostPlan plan, Supplier<OptionalLong> write) {
        try {
            return write.get();
        } catch (BlueskyException e) {
            if (mayBeThere(e) && looksThere(plan, e)) {
                return e.callId();
            }
            XrpcClient.report(e);
            throw e;
        }
    }

    private static boolean mayBeThere(BlueskyException e) {
        return e instanceof BlueskyException.Refused
                || e instanceof BlueskyException.Unreachable
                || e instanceof BlueskyException.BadAnswer;
    }

    private boolean looksThere(PostPlan plan, BlueskyException why) {
        try {
            return isThere(plan, once());
        } catch (BlueskyException.BadAnswer e) {
            throw e;
        } catch (BlueskyException e) {
            why.addSuppressed(e);
            return false;
        }
    }

    /** Never replaces: the server takes it only where nothing is, or the very same. */
    private OptionalLong put(PostPlan plan) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("repo", plan.account().value())
                .put("collection", PostPlan.POSTS.value())
                .put("rkey", plan.rkey().value());
        body.set("record", tree(plan.record()));
        body.putNull("swapRecord");
        XrpcResponse answer = client.call(
                PUT, Body.json(body), CallOptions.none().withRepeats().quietly());
        check(plan, answer.text("cid"));
        return answer.callId();
    }

    /** The post and its gates at once. The server fails on a second try, so that a look comes before it. */
    private OptionalLong apply(PostPlan plan) {
        AtomicBoolean sent = new AtomicBoolean();
        return client.repeating(() -> {
            if (sent.getAndSet(true) && isThere(plan, once())) {
                return OptionalLong.empty();
            }
            XrpcResponse answer = once().call(
                            APPLY, Body.json(writes(plan)), CallOptions.none().quietly());
            answer.objects("results").stream().findFirst().ifPresent(first -> check(plan, first.text("cid")));
            return answer.callId();
        });
    }

    private static ObjectNode writes(PostPlan plan) {
        ObjectNode body =
                JsonNodeFactory.instance.objectNode().put("repo", plan.account().value());
        ArrayNode writes = body.putArray("writes");
        write(writes, plan, plan.record());
        plan.gates().forEach(gate -> write(writes, plan, gate));
        return body;
    }

    private static void write(ArrayNode writes, PostPlan plan, String record) {
        JsonNode value = tree(record);
        writes.addObject()
                .put("$type", CREATE)
                .put("collection", value.path("$type").stringValue())
                .put("rkey", plan.rkey().value())
                .set("value", value);
    }

    private static JsonNode tree(String record) {
        return XrpcJson.mapper().readTree(record);
    }

    private XrpcClient once() {
        return client.with(RetryPolicy.none());
    }

    private static boolean isThere(PostPlan plan, XrpcClient by) {
        Params params = Params.builder()
                .add("repo", plan.account())
                .add("collection", PostPlan.POSTS)
                .add("rkey", plan.rkey())
                .build();
        try {
            check(plan, by.get(GET, params, CallOptions.none().quietly()).text("cid"));
            return true;
        } catch (BlueskyException.Refused e) {
            if (e.error().equals("RecordNotFound")) {
                return false;
            }
            throw e;
        }
    }

    private static void check(PostPlan plan, String cid) {
        if (!cid.equals(plan.cid().value())) {
            throw new BlueskyException.BadAnswer(
                    "%s is there, but it is %s and not %s".formatted(plan.ref().uri(), cid, plan.cid()), null);
        }
    }
}
