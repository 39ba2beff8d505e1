package dev.bluebell.bluesky.xrpc;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.http.Content;
import dev.bluebell.bluesky.http.Http;
import dev.bluebell.bluesky.http.HttpAnswer;
import dev.bluebell.bluesky.http.HttpQuestion;
import dev.bluebell.bluesky.http.Intake;
import dev.bluebell.bluesky.log.CallBegun;
import dev.bluebell.bluesky.log.CallEnded;
import dev.bluebell.bluesky.log.CallLog;
import dev.bluebell.bluesky.log.Redaction;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.node.ObjectNode;

/** Sends a call once, and writes down what came of it. Thread-safe. */
record LoggedCalls(Http http, CallLog log, WriteBudget budget, InstantSource clock) {

    private static final System.Logger LOG = System.getLogger("bluebell.bluesky");

    /**
     * Sends it.
     *
     * @throws BlueskyException if it fails; its row was written before
     */
    XrpcResponse send(XrpcRequest request, Grant grant, Optional<Intake> intake) {
        Redaction redaction = new Redaction(XrpcJson.mapper());
        CallBegun begun = begun(request, grant, redaction);
        OptionalLong row = begun.points() > 0 ? OptionalLong.of(budget.reserve(log, begun)) : OptionalLong.empty();
        long from = System.nanoTime();
        Optional<HttpAnswer> came = Optional.empty();
        try {
            HttpAnswer answer = ask(request, grant, redaction, intake);
            came = Optional.of(answer);
            Answers.Read read = Answers.read(request, grant.host(), answer, redaction, clock.instant());
            succeeded(begun, row, read.end(grant.renewed()));
            return new XrpcResponse(read.json(), read.http(), row);
        } catch (BlueskyException e) {
            Duration elapsed =
                    came.map(HttpAnswer::elapsed).orElseGet(() -> Duration.ofNanos(System.nanoTime() - from));
            throw failed(e, begun, row, Answers.failed(e, came, grant.renewed(), elapsed, redaction));
        }
    }

    /** Once more if the server only wants the caller to be shown differently: then it did nothing. */
    private HttpAnswer ask(XrpcRequest request, Grant grant, Redaction redaction, Optional<Intake> intake) {
        HttpQuestion question = question(request, grant, redaction);
        HttpAnswer answer = http.send(question, intake);
        if (!grant.credential().learns(question.url(), answer)) {
            return answer;
        }
        HttpAnswer second = http.send(question(request, grant, redaction), intake);
        boolean unused = grant.credential().learns(question.url(), second);
        return second;
    }

    private CallBegun begun(XrpcRequest request, Grant grant, Redaction redaction) {
        return new CallBegun(
                clock.instant(),
                grant.host().getRawAuthority(),
                request.endpoint(),
                grant.account(),
                method(request),
                redaction.params(params(request)),
                request.options().cursorKey(),
                request.params().first("cursor"),
                WriteCost.of(request));
    }

    /** Parameters and body together, as one object. */
    private static ObjectNode params(XrpcRequest request) {
        ObjectNode all = request.params().tree();
        switch (request.body()) {
            case Body.None none -> {}
            case Body.Json(ObjectNode fields) -> all.setAll(fields);
            case Body.Json(var other) -> all.set("body", other);
            case Body.Binary(Content content) ->
                all.putObject("body").put("type", content.type()).put("size", content.sizeBytes());
        }
        return all;
    }

    private static String method(XrpcRequest request) {
        return request.kind() == XrpcRequest.Kind.QUERY ? "GET" : "POST";
    }

    private static HttpQuestion question(XrpcRequest request, Grant grant, Redaction redaction) {
        URI url = Answers.url(grant.host(), request.endpoint(), request.params().query());
        Map<String, String> headers = new LinkedHashMap<>(request.options().headers());
        Map<String, String> credential = grant.credential().headers(method(request), url);
        credential.values().forEach(value -> redaction.hide(value.substring(value.indexOf(' ') + 1)));
        headers.putAll(credential);
        return new HttpQuestion(method(request), url, headers, content(request.body()));
    }

    private static Optional<Content> content(Body body) {
        return switch (body) {
            case Body.None none -> Optional.empty();
            case Body.Binary(Content content) -> Optional.of(content);
            case Body.Json(var tree) -> {
                byte[] text = XrpcJson.mapper().writeValueAsString(tree).getBytes(StandardCharsets.UTF_8);
                yield Optional.of(new Content("application/json", text.length, () -> new ByteArrayInputStream(text)));
            }
        };
    }

    /** The server has done it: a log that fails now must not say otherwise. */
    private void succeeded(CallBegun begun, OptionalLong row, CallEnded end) {
        try {
            if (row.isPresent()) {
                log.end(row.getAsLong(), end);
            } else {
                log.writeSoon(begun, end);
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "a call went well, but could not be logged: " + e.getMessage());
        }
    }

    private BlueskyException failed(BlueskyException why, CallBegun begun, OptionalLong row, CallEnded end) {
        try {
            if (row.isPresent()) {
                log.end(row.getAsLong(), end);
                return why.inCall(row.getAsLong());
            }
            return why.inCall(log.write(begun, end));
        } catch (RuntimeException e) {
            why.addSuppressed(e);
            return why;
        }
    }
}
