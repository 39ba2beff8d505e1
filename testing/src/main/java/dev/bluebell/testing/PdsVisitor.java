package dev.bluebell.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A person in a browser at the page of a {@link RealPds} where programs ask to be let in by OAuth. */
public final class PdsVisitor {

    private final RealPds pds;
    private final HttpClient browser = HttpClient.newHttpClient();

    /** By hand: the JDK's own jar keeps no cookies of localhost that are for https. */
    private final Map<String, String> cookies = new LinkedHashMap<>();

    private Optional<String> bearer = Optional.empty();

    private PdsVisitor(RealPds pds) {
        this.pds = pds;
    }

    /**
     * Signs in, lets the program do what it asks for, and brings it the answer.
     *
     * @param page the address that the program gave
     * @param scope what it asks for
     * @return what the program then shows
     */
    public static String letIn(RealPds pds, URI page, String scope) {
        return new PdsVisitor(pds).answer(page, "/consent", Map.of("did", pds.did(), "scope", scope));
    }

    /**
     * Signs in, and does not let the program do anything.
     *
     * @return what the program then shows
     */
    public static String refuse(RealPds pds, URI page) {
        return new PdsVisitor(pds).answer(page, "/reject", Map.of());
    }

    private String answer(URI page, String button, Map<String, ?> form) {
        try {
            HttpResponse<String> shown = browse(page, "none", Optional.empty());
            if (shown.statusCode() != 200) {
                throw new IllegalStateException("the page answers " + shown.statusCode() + ": " + shown.body());
            }
            JsonNode signedIn = press(
                    page,
                    "/sign-in",
                    Map.of("locale", "en", "username", RealPds.HANDLE, "password", pds.password(), "remember", false));
            bearer = Optional.of(signedIn.path("ephemeralToken").asString());
            URI next = URI.create(press(page, button, form).path("url").asString());
            while (next.getPort() == pds.url().getPort()) {
                HttpResponse<String> moved = browse(next, "same-origin", Optional.of(page));
                next = URI.create(moved.headers().firstValue("Location").orElseThrow());
            }
            cookies.clear();
            return browse(next, "cross-site", Optional.empty()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted at the page", e);
        }
    }

    private HttpResponse<String> browse(URI url, String site, Optional<URI> from)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .version(HttpClient.Version.HTTP_1_1)
                .header("Sec-Fetch-Dest", "document")
                .header("Sec-Fetch-Mode", "navigate")
                .header("Sec-Fetch-Site", site);
        from.ifPresent(page -> request.header("Referer", page.toString()));
        return send(request);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining("; ")));
        }
        HttpResponse<String> answer = browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
        for (String cookie : answer.headers().allValues("Set-Cookie")) {
            String[] pair = cookie.split(";", 2)[0].split("=", 2);
            cookies.put(pair[0], pair[1]);
        }
        return answer;
    }

    /** What a button of the page does. */
    private JsonNode press(URI page, String path, Map<String, ?> form) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(pds.url().resolve("/@atproto/oauth-provider/~api" + path))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Content-Type", "application/json")
                .header("Sec-Fetch-Dest", "empty")
                .header("Sec-Fetch-Mode", "same-origin")
                .header("Sec-Fetch-Site", "same-origin")
                .header("Origin", pds.url().toString())
                .header("Referer", page.toString())
                .header("X-CSRF-Token", cookies.getOrDefault("csrf-token", ""))
                .POST(HttpRequest.BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(form)));
        bearer.ifPresent(token -> request.header("Authorization", "Bearer " + token));
        HttpResponse<String> answer = send(request);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + " answers " + answer.statusCode() + ": " + answer.body());
        }
        return JsonMapper.shared().readTree(answer.body());
    }

    /** The first address that begins with the PDS's page in what a program said. */
    public static Optional<URI> pageIn(String said) {
        Matcher url = Pattern.compile("https?://\\S+/oauth/authorize\\?\\S+").matcher(said);
        return url.find() ? Optional.of(URI.create(url.group())) : Optional.empty();
    }
}
