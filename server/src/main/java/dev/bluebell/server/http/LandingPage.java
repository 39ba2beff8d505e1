package dev.bluebell.server.http;

import dev.bluebell.server.ServerSettings;
import dev.bluebell.server.policy.Uploaders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** {@code GET /}: what this is, its limits and rules, and how to upload. */
final class LandingPage implements Endpoint {

    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

    private final String template;
    private final Names names;

    LandingPage(ServerSettings settings, Names names) {
        this.names = names;
        this.template = read().replace("{{uploads}}", uploads(settings.uploads()))
                .replace("{{largest}}", size(settings.limits().blobBytes()))
                .replace("{{list}}", list(settings))
                .replace("{{media}}", settings.media().offered() ? "05, " : "")
                .replace("{{drafts}}", settings.resumable() ? "; uploads in parts (<code>PATCH</code>)" : "");
    }

    @Override
    public Answer handle(Exchange exchange) {
        String page = template.replace("{{url}}", escaped(names.baseUrl(exchange.request())));
        return new Answer(
                200, Map.of("Content-Type", "text/html; charset=utf-8", "Content-Security-Policy", POLICY), page);
    }

    private static String read() {
        try (InputStream page = LandingPage.class.getResourceAsStream("landing.html")) {
            if (page == null) {
                throw new IllegalStateException("landing.html is missing in the jar");
            }
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String uploads(Uploaders uploaders) {
        return switch (uploaders) {
            case Uploaders.Anyone() -> "anyone with a Nostr key";
            case Uploaders.Only only -> "only keys that the operator has let in";
        };
    }

    private static String list(ServerSettings settings) {
        return switch (settings.list()) {
            case PUBLIC -> "anyone who knows your public key";
            case TOKEN -> "whoever signs a token for it";
            case OFF -> "nobody: there are no lists here";
        };
    }

    static String size(long bytes) {
        int power = 0;
        double value = bytes;
        while (value >= 1024 && power < 4) {
            value /= 1024;
            power++;
        }
        String number = value == Math.rint(value) ? "%.0f" : "%.1f";
        return (number + " %s").formatted(value, new String[] {"bytes", "KiB", "MiB", "GiB", "TiB"}[power]);
    }

    /** The address may come from a Host header, that is, from a stranger. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
