package dev.bluebell.nostr.bunker;

import dev.bluebell.nostr.EventDraft;
import dev.bluebell.nostr.bunker.Reply.Approval;
import dev.bluebell.nostr.bunker.Reply.Refusal;
import dev.bluebell.nostr.bunker.Reply.Result;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON inside the events. */
final class Messages {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int MAX_WORDS = 300;

    private Messages() {}

    static String request(String id, String method, List<String> parameters) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", id);
        fields.put("method", method);
        fields.put("params", parameters);
        return MAPPER.writeValueAsString(fields);
    }

    /** What an event shall say, for the bunker to fill in the rest. */
    static String draft(EventDraft draft) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", draft.kind());
        fields.put("content", draft.content());
        fields.put("tags", draft.tags());
        fields.put("created_at", draft.createdAt().getEpochSecond());
        return MAPPER.writeValueAsString(fields);
    }

    /**
     * An answer.
     *
     * @param id of the request
     */
    record Answer(String id, Reply reply) {}

    /** The answer in a message, or nothing if there is none. */
    static Optional<Answer> answer(String json) {
        try {
            JsonNode node = MAPPER.readTree(json);
            return node.path("id").stringValueOpt().map(id -> new Answer(id, reply(node)));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Reply reply(JsonNode node) {
        Optional<String> result = node.path("result").stringValueOpt();
        String error = node.path("error").stringValue("");
        if (result.equals(Optional.of("auth_url"))) {
            return page(error)
                    .<Reply>map(Approval::new)
                    .orElseGet(() -> new Refusal("it wants an approval, and does not say where"));
        }
        if (!error.isEmpty()) {
            return new Refusal(oneLine(error));
        }
        return result.<Reply>map(Result::new).orElseGet(() -> new Refusal("it gave no reason"));
    }

    /** A bunker shall not make anybody open a file or run a program, or take one page for another. */
    private static Optional<URI> page(String url) {
        try {
            URI page = URI.create(url);
            boolean web = "https".equals(page.getScheme()) || "http".equals(page.getScheme());
            return web && page.getHost() != null && page.toASCIIString().equals(url)
                    ? Optional.of(page)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String oneLine(String words) {
        String cut = words.substring(0, Math.min(words.length(), MAX_WORDS));
        return cut.replaceAll("[\\p{C}\\p{Z}]+", " ").strip();
    }
}
