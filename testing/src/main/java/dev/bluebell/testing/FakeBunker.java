package dev.bluebell.testing;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps somebody's key and signs with it for whoever knows the secret (NIP-46), or behaves as it is told, however badly. Its
 * secret is good for one client. Thread-safe.
 */
public final class FakeBunker implements AutoCloseable {

    /** A kind of event that relays pass on and do not keep. */
    private static final int KIND = 24_133;

    private static final String SECRET = "a secret/with+odd&characters";

    private final RawKey key = RawKey.of(46);
    private final RawKey user = RawKey.of(4_600);
    private final Set<String> clients = ConcurrentHashMap.newKeySet();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean secretUsed = new AtomicBoolean();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<URI> relays;
    private final List<RawRelayLink> links;
    private volatile Consumer<Request> behaviour = this::answerHonestly;

    private FakeBunker(List<URI> relays) {
        this.relays = relays;
        String filter = "{\"kinds\":[%d],\"#p\":[\"%s\"]}".formatted(KIND, key.publicKey());
        this.links = relays.stream()
                .map(relay -> new RawRelayLink(relay, filter, this::receive))
                .toList();
    }

    /**
     * What a client wants.
     *
     * @param client its public key
     * @param id to be in the answer
     * @param method what to do
     * @param parameters what to do it with
     */
    public record Request(String client, String id, String method, List<String> parameters) {}

    /** {@return a bunker that can be reached at these relays, and is honest} */
    public static FakeBunker start(URI... relays) {
        return new FakeBunker(List.of(relays));
    }

    /** {@return what a person would paste, beginning with {@code bunker://}} */
    public String address() {
        return addressWith(SECRET);
    }

    /** {@return the same with another secret} */
    public String addressWith(String secret) {
        return Stream.concat(
                        relays.stream().map(relay -> "relay=" + encoded(relay.toString())),
                        Stream.of("secret=" + encoded(secret)))
                .collect(Collectors.joining("&", "bunker://" + key.publicKey() + "?", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** {@return in whose name it signs, a public key of 64 hex digits} */
    public String user() {
        return user.publicKey();
    }

    /** {@return everything that it was asked so far} */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** {@return how often it was asked for that so far} */
    public long count(String method) {
        return requests.stream()
                .filter(request -> request.method().equals(method))
                .count();
    }

    /** Does this with each request from now on, instead of being honest; each has a thread of its own. */
    public void behave(Consumer<Request> differently) {
        behaviour = differently;
    }

    /** Answers as a good bunker does, one that trusts whoever has shown the secret. */
    public void answerHonestly(Request request) {
        switch (request.method()) {
            case "connect" -> connect(request);
            case "ping" -> result(request, "pong");
            case "get_public_key" -> ifKnown(request, user());
            case "sign_event" ->
                ifKnown(request, signed(request.parameters().getFirst()).json());
            default -> error(request, "no such method");
        }
    }

    private void connect(Request request) {
        boolean fits = request.parameters().equals(List.of(key.publicKey(), SECRET));
        if (fits && secretUsed.compareAndSet(false, true)) {
            clients.add(request.client());
            result(request, "ack");
        } else {
            error(request, "wrong secret");
        }
    }

    private void ifKnown(Request request, String result) {
        if (clients.contains(request.client())) {
            result(request, result);
        } else {
            error(request, "no permission");
        }
    }

    /** {@return what a client wants to have signed, signed} */
    public RawEvent signed(String draft) {
        JsonNode event = JsonMapper.shared().readTree(draft);
        List<List<String>> tags = event.path("tags")
                .valueStream()
                .map(tag -> tag.valueStream().map(JsonNode::stringValue).toList())
                .toList();
        return new RawEvent(
                user,
                event.path("kind").intValue(),
                event.path("created_at").longValue(),
                tags,
                event.path("content").stringValue(),
                RawEvent.Flaw.NONE);
    }

    /** Forgets all clients; the secret stays used. */
    public void forget() {
        clients.clear();
    }

    /** Does what was asked, and says with what result. */
    public void result(Request request, String result) {
        reply(key, request, answer(request).put("result", result));
    }

    /** Refuses. */
    public void error(Request request, String words) {
        reply(key, request, answer(request).put("result", "").put("error", words));
    }

    /** Wants the person to go to a page first. */
    public void authorize(Request request, String url) {
        reply(key, request, answer(request).put("result", "auth_url").put("error", url));
    }

    /** As {@link #result}, but by somebody who is not this bunker. */
    public void resultBy(RawKey stranger, Request request, String result) {
        reply(stranger, request, answer(request).put("result", result));
    }

    /** Sends the client any text. */
    public void say(Request request, String text) {
        send(key, request.client(), new RawConversation(key, request.client()).encrypt(text));
    }

    /** Sends the client something that is not encrypted. */
    public void sayOpenly(Request request, String content) {
        send(key, request.client(), content);
    }

    private static ObjectNode answer(Request request) {
        return JsonMapper.shared().createObjectNode().put("id", request.id());
    }

    private void reply(RawKey author, Request request, ObjectNode answer) {
        send(author, request.client(), new RawConversation(author, request.client()).encrypt(answer.toString()));
    }

    private void send(RawKey author, String client, String content) {
        RawEvent event = new RawEvent(author, KIND, Instant.now().getEpochSecond())
                .with("p", client)
                .withContent(content);
        links.forEach(link -> link.publish(event));
    }

    private void receive(JsonNode event) {
        // Relays do not all look at tags when they pass events on, and each of several relays passes on all of them.
        boolean forUs = event.path("tags").toString().equals("[[\"p\",\"%s\"]]".formatted(key.publicKey()));
        if (forUs && seen.add(event.path("id").stringValue())) {
            Request request = request(
                    event.path("pubkey").stringValue(), event.path("content").stringValue());
            requests.add(request);
            behaviour.accept(request);
        }
    }

    private Request request(String client, String content) {
        JsonNode json = JsonMapper.shared().readTree(new RawConversation(key, client).decrypt(content));
        return new Request(
                client,
                json.path("id").stringValue(),
                json.path("method").stringValue(),
                json.path("params").valueStream().map(JsonNode::stringValue).toList());
    }

    @Override
    public void close() {
        links.forEach(RawRelayLink::close);
    }
}
