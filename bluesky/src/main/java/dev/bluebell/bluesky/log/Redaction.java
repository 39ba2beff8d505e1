package dev.bluebell.bluesky.log;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes the secrets out of one call before it is written down: fields with the names of secrets, whatever looks like a token,
 * and from all that the server says the very secrets that it was sent. Belongs to one thread.
 */
public final class Redaction {

    /** More than that of a text is not kept. */
    public static final int MOST_CHARACTERS = 16 * 1024;

    private static final String HIDDEN = "***";

    /** Shorter ones would be found everywhere. */
    private static final int SHORTEST_SECRET = 4;

    private static final Set<String> WORDS =
            Set.of("password", "jwt", "token", "secret", "authorization", "privatekey", "authfactor");

    private static final Pattern TOKEN =
            Pattern.compile("eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]*\\.?[A-Za-z0-9_-]*|(?i:(?<=bearer |dpop ))[^\\s\"]+");

    /** A field of what would be JSON if it were whole. */
    private static final Pattern FIELD =
            Pattern.compile("(\"[^\"]*(?i:" + String.join("|", WORDS) + ")[^\"]*\"\\s*:\\s*\")[^\"]*");

    private final JsonMapper json;
    private final Set<String> secrets = new HashSet<>();

    /** Nothing is known to be secret yet. */
    public Redaction(JsonMapper json) {
        this.json = json;
    }

    /** Whether a field or parameter of that name holds a secret. */
    public static boolean isSecret(String name) {
        String letters = name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
        return WORDS.stream().anyMatch(letters::contains);
    }

    /** From now on, this is secret wherever it turns up. */
    public void hide(String secret) {
        if (secret.length() >= SHORTEST_SECRET) {
            secrets.add(secret);
        }
    }

    /** A tree as text, without its secrets, cut to the limit. */
    public String params(JsonNode tree) {
        return text(json.writeValueAsString(copy(tree)));
    }

    /** What a server answered, without secrets, cut to the limit. */
    public String response(String answer) {
        // Long ones are cut first: what is thrown away need not be read.
        String cut = answer.length() > MOST_CHARACTERS ? answer.substring(0, MOST_CHARACTERS) : answer;
        try {
            return params(json.readTree(cut));
        } catch (JacksonException e) {
            return text(FIELD.matcher(cut).replaceAll("$1" + Matcher.quoteReplacement(HIDDEN)));
        }
    }

    /** Words without secrets, cut to the limit. */
    public String text(String words) {
        String clean = clean(words);
        return clean.length() > MOST_CHARACTERS ? clean.substring(0, MOST_CHARACTERS) : clean;
    }

    private String clean(String words) {
        String clean = words;
        for (String secret : secrets) {
            clean = clean.replace(secret, HIDDEN);
        }
        return TOKEN.matcher(clean).replaceAll(HIDDEN);
    }

    private JsonNode copy(JsonNode node) {
        if (node.isObject()) {
            ObjectNode clean = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                clean.set(field.getKey(), isSecret(field.getKey()) ? hidden(field.getValue()) : copy(field.getValue()));
            }
            return clean;
        }
        if (node.isArray()) {
            ArrayNode clean = JsonNodeFactory.instance.arrayNode();
            node.forEach(one -> clean.add(copy(one)));
            return clean;
        }
        return node.isString() ? JsonNodeFactory.instance.stringNode(clean(node.stringValue())) : node;
    }

    private JsonNode hidden(JsonNode secret) {
        if (secret.isString()) {
            hide(secret.stringValue());
        }
        return JsonNodeFactory.instance.stringNode(HIDDEN);
    }
}
