package dev.bluebell.bluesky.chat;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.cursor.Listings;
import dev.bluebell.bluesky.cursor.PageHandler;
import dev.bluebell.bluesky.cursor.Pages;
import dev.bluebell.bluesky.cursor.Reading;
import dev.bluebell.bluesky.xrpc.Body;
import dev.bluebell.bluesky.xrpc.Fields;
import dev.bluebell.bluesky.xrpc.Params;
import dev.bluebell.bluesky.xrpc.XrpcClient;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The chats of one account; its PDS passes the calls on. An app password must have been made with access to direct messages.
 * Thread-safe.
 */
public final class Conversations {

    private final XrpcClient client;
    private final Pages pages;

    /**
     * Chats by a client.
     *
     * @param pages remembers how far the log was read
     */
    public Conversations(XrpcClient client, Pages pages) {
        this.client = client;
        this.pages = pages;
    }

    /**
     * The chat with these accounts, which begins if there was none.
     *
     * @param members 1 to 10, without the account itself
     * @return its id
     * @throws BlueskyException.NotAuthenticated if the app password does not allow chats
     */
    public String with(List<Did> members) {
        Params params = Params.of("members", members);
        return allowed(() -> client.get("chat.bsky.convo.getConvoForMembers", params)
                .object("convo")
                .text("id"));
    }

    /**
     * Sends a message. If no answer comes it may have arrived nevertheless, and is not sent again.
     *
     * @param text at most 1000 characters as people count them
     * @return the message as it was sent, with its {@code id}
     * @throws BlueskyException.NotAuthenticated if the app password does not allow chats
     */
    public Fields send(String conversation, String text) {
        return send(conversation, JsonNodeFactory.instance.objectNode().put("text", text));
    }

    /** The same for a message with {@code facets} or an {@code embed}. */
    public Fields send(String conversation, ObjectNode message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("convoId", conversation);
        body.set("message", message);
        return allowed(() ->
                client.call("chat.bsky.convo.sendMessage", Body.json(body)).fields());
    }

    /**
     * Hands over what happened in all chats since last time; the first time, from the beginning.
     *
     * @throws BlueskyException.NotAuthenticated if the app password does not allow chats
     */
    public Reading readLog(PageHandler handler) {
        return allowed(() -> pages.readNew(Listings.convoLog(), handler));
    }

    /** Servers say so in words that lead astray. */
    private static <T> T allowed(Supplier<T> call) {
        try {
            return call.get();
        } catch (BlueskyException.Refused e) {
            String words = e.explanation();
            if (!words.startsWith("Bad token") && !words.contains("insufficient access")) {
                throw e;
            }
            BlueskyException why = new BlueskyException.NotAuthenticated(
                    "this app password may not chat; make one that allows access to direct messages", e);
            throw e.callId().isPresent() ? why.inCall(e.callId().getAsLong()) : why;
        }
    }
}
