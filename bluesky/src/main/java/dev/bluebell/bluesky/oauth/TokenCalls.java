package dev.bluebell.bluesky.oauth;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.XrpcError;
import dev.bluebell.bluesky.http.Content;
import dev.bluebell.bluesky.http.Http;
import dev.bluebell.bluesky.http.HttpAnswer;
import dev.bluebell.bluesky.http.HttpQuestion;
import dev.bluebell.bluesky.http.OneLine;
import dev.bluebell.bluesky.log.Redaction;
import dev.bluebell.bluesky.xrpc.Fields;
import dev.bluebell.bluesky.xrpc.XrpcJson;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Asks authorization servers. Thread-safe.
 *
 * @param http asks them
 * @param dpop proves who asks
 */
record TokenCalls(Http http, Dpop dpop) {

    private static final Set<String> SECRETS = Set.of("code", "code_verifier", "refresh_token", "token", "state");

    /** What a server says at a well-known address. */
    Fields read(URI url) {
        return fields(url, accepted(url, http.send(HttpQuestion.get(url)), Map.of()));
    }

    /**
     * Sends a form.
     *
     * @param before is run before each request, of which there is a second one if the server wants a nonce
     * @throws BlueskyException.Refused if the server says no, with the name of its error
     */
    Fields post(URI url, Map<String, String> form, DpopKey key, Runnable before) {
        return fields(url, send(url, form, key, before));
    }

    /** The same where the answer says nothing. */
    HttpAnswer send(URI url, Map<String, String> form, DpopKey key, Runnable before) {
        HttpAnswer answer = sendOnce(url, form, key, before);
        if (dpop.learns(url, answer)) {
            answer = sendOnce(url, form, key, before);
            boolean unused = dpop.learns(url, answer);
        }
        return accepted(url, answer, form);
    }

    private HttpAnswer sendOnce(URI url, Map<String, String> form, DpopKey key, Runnable before) {
        before.run();
        byte[] text = encode(form).getBytes(StandardCharsets.US_ASCII);
        Content content =
                new Content("application/x-www-form-urlencoded", text.length, () -> new ByteArrayInputStream(text));
        return http.send(new HttpQuestion("POST", url, dpop.headers(key, "POST", url), Optional.of(content)));
    }

    /** Names and values, as forms and queries have them. */
    static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> encode(field.getKey()) + '=' + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static HttpAnswer accepted(URI url, HttpAnswer answer, Map<String, String> form) {
        if (answer.isSuccess()) {
            return answer;
        }
        Redaction redaction = new Redaction(XrpcJson.mapper());
        SECRETS.stream().filter(form::containsKey).map(form::get).forEach(redaction::hide);
        String what = "%s refused POST %s".formatted(url.getRawAuthority(), url.getRawPath());
        throw new BlueskyException.Refused(
                form.isEmpty() ? what.replace("POST", "GET") : what, error(answer, redaction));
    }

    private static XrpcError error(HttpAnswer answer, Redaction redaction) {
        JsonNode json;
        try {
            json = XrpcJson.mapper().readTree(answer.text());
        } catch (JacksonException e) {
            return new XrpcError(answer.status(), "", "", Optional.empty());
        }
        return new XrpcError(
                answer.status(),
                word(json, "error", redaction),
                word(json, "error_description", redaction),
                Optional.empty());
    }

    private static String word(JsonNode json, String name, Redaction redaction) {
        return OneLine.of(redaction.text(json.path(name).asString("")));
    }

    private static Fields fields(URI url, HttpAnswer answer) {
        String whose = "the answer of %s to %s".formatted(url.getRawAuthority(), url.getRawPath());
        try {
            return new Fields(XrpcJson.mapper().readTree(answer.text()), whose);
        } catch (JacksonException e) {
            // Its message may quote a token.
            throw new BlueskyException.BadAnswer(whose + " is no JSON", null);
        }
    }
}
