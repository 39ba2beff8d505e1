package dev.bluebell.bluesky.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import dev.bluebell.bluesky.Bluesky;
import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.FakeTime;
import dev.bluebell.bluesky.identity.Hosts;
import dev.bluebell.bluesky.session.Account;
import dev.bluebell.bluesky.session.BrowserLogin;
import dev.bluebell.bluesky.session.MemorySessionStore;
import dev.bluebell.bluesky.session.StoredSession;
import dev.bluebell.bluesky.xrpc.Params;
import dev.bluebell.bluesky.xrpc.RetryPolicy;
import dev.bluebell.testing.XrpcStub;
import dev.bluebell.testing.XrpcStub.Asked;
import dev.bluebell.testing.XrpcStub.Told;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Logins by OAuth at a server that says whatever a test wants; it is the PDS and the directory as well. */
class OAuthTest {

    private static final String ALICE = "did:plc:z72i7hdynmk6r22z27h6tvur";
    private static final String BOB = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
    private static final String WHO = "com.atproto.server.getSession";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final XrpcStub server = XrpcStub.start();
    private final MemorySessionStore store = new MemorySessionStore();
    private final FakeTime time = new FakeTime(Instant.parse("2026-01-02T12:00:00Z"));
    private final HttpClient browser = HttpClient.newHttpClient();
    private final Bluesky bluesky = Bluesky.builder()
            .hosts(new Hosts(server.url(), server.url(), "did:web:localhost#bsky_chat"))
            .plc(server.url())
            .dns(name -> List.of())
            .sessions(store)
            .clock(time)
            .sleeper(time::sleep)
            .retries(RetryPolicy.none())
            .build();
    private final Account alice = bluesky.account(ALICE);

    @BeforeEach
    void serve() {
        server.at("/" + ALICE, Told.json("""
                        {"id": "%s", "service": [{"id": "#atproto_pds", "serviceEndpoint": "%s"}]}""".formatted(ALICE, server.url())))
                .at(
                        "/.well-known/oauth-protected-resource",
                        Told.json("{\"authorization_servers\": [\"%s\"]}".formatted(server.url())))
                .at("/par", Told.json(201, "{\"request_uri\": \"urn:request:1\"}"))
                .at("/token", tokens("access-1", "refresh-1", ALICE), tokens("access-2", "refresh-2", ALICE))
                .on(WHO, Told.json("{\"did\": \"%s\"}".formatted(ALICE)));
        serveMetadata(server.url().toString());
    }

    private void serveMetadata(String issuer) {
        server.at("/.well-known/oauth-authorization-server", Told.json("""
                {"issuer": "%1$s", "pushed_authorization_request_endpoint": "%2$s/par",
                 "authorization_endpoint": "%2$s/page", "token_endpoint": "%2$s/token",
                 "revocation_endpoint": "%2$s/revoke"}""".formatted(issuer, server.url())));
    }

    private static Told tokens(String access, String refresh, String sub) {
        return Told.json("""
                {"access_token": "%s", "refresh_token": "%s", "sub": "%s", "token_type": "DPoP",
                 "scope": "atproto transition:generic", "expires_in": 3600}""".formatted(access, refresh, sub));
    }

    @AfterEach
    void close() {
        bluesky.close();
        server.close();
        browser.close();
    }

    private List<Asked> asked(String path) {
        return server.asked().stream().filter(one -> one.path().equals(path)).toList();
    }

    private static Map<String, String> form(String text) {
        return Arrays.stream(text.split("&", -1))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(field -> decode(field[0]), field -> decode(field[1])));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private Map<String, String> pushed() {
        return form(asked("/par").getLast().body());
    }

    private String pushed(String field) {
        return Objects.requireNonNull(pushed().get(field));
    }

    private static String field(Map<String, String> form, String name) {
        return Objects.requireNonNull(form.get(name));
    }

    /** The browser brings an answer; gives the status that it is shown. */
    private int answer(String query) throws Exception {
        URI url = URI.create(pushed("redirect_uri") + "?" + query);
        return browser.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private String good() {
        return "code=code-1&iss=%s&state=%s".formatted(server.url(), pushed("state"));
    }

    private StoredSession loggedIn() throws Exception {
        try (BrowserLogin login = alice.browserLogin()) {
            assertThat(answer(good())).isEqualTo(200);
            assertThat(login.await(PATIENCE).value()).isEqualTo(ALICE);
        }
        return store.newest(ALICE).orElseThrow();
    }

    private static SignedJWT proof(Asked asked) throws Exception {
        SignedJWT proof = SignedJWT.parse(asked.header("dpop").orElseThrow());
        assertThat(proof.getHeader().getType()).hasToString("dpop+jwt");
        assertThat(proof.getHeader().getJWK().isPrivate()).isFalse();
        assertThat(proof.verify(new ECDSAVerifier(proof.getHeader().getJWK().toECKey())))
                .isTrue();
        return proof;
    }

    private static String claim(Asked asked, String name) throws Exception {
        return String.valueOf(proof(asked).getJWTClaimsSet().getClaim(name));
    }

    @Test
    void asksByAPushedRequestWithPkceAndAState() throws Exception {
        try (BrowserLogin login = alice.browserLogin()) {
            assertThat(form(login.url().getRawQuery()))
                    .containsEntry("request_uri", "urn:request:1")
                    .containsEntry("client_id", pushed("client_id"))
                    .hasSize(2);
            assertThat(answer(good())).isEqualTo(200);
            assertThat(login.await(PATIENCE).value()).isEqualTo(ALICE);
        }

        assertThat(pushed())
                .containsEntry("response_type", "code")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("login_hint", ALICE);
        assertThat(pushed("redirect_uri")).matches("http://127\\.0\\.0\\.1:[0-9]+/callback");
        assertThat(pushed("state")).hasSizeGreaterThanOrEqualTo(22);
        Map<String, String> exchanged = form(asked("/token").getFirst().body());
        assertThat(exchanged).containsEntry("code", "code-1").containsEntry("grant_type", "authorization_code");
        assertThat(exchanged).containsEntry("redirect_uri", pushed("redirect_uri"));
        assertThat(Secrets.digest(field(exchanged, "code_verifier"))).isEqualTo(pushed("code_challenge"));
    }

    @Test
    void provesWithEachRequestThatItHasTheKey() throws Exception {
        StoredSession session = loggedIn();

        var unused = alice.client().get(WHO, Params.of("a", "b"));
        unused = alice.client().get(WHO, Params.none());

        List<Asked> calls = server.asked(WHO);
        assertThat(calls.getFirst().header("authorization")).contains("DPoP access-1");
        assertThat(claim(calls.getFirst(), "htm")).isEqualTo("GET");
        assertThat(claim(calls.getFirst(), "htu")).isEqualTo(server.url() + "/xrpc/" + WHO);
        assertThat(claim(calls.getFirst(), "ath")).isEqualTo(Secrets.digest("access-1"));
        assertThat(claim(calls.getFirst(), "jti")).isNotEqualTo(claim(calls.getLast(), "jti"));
        assertThat(claim(asked("/token").getFirst(), "htm")).isEqualTo("POST");
        assertThat(proof(calls.getFirst()).getHeader().getJWK())
                .isEqualTo(proof(asked("/par").getFirst()).getHeader().getJWK());
        assertThat(session.oauth().orElseThrow().key()).contains("\"d\"");
    }

    @Test
    void eachSessionHasAKeyOfItsOwn() throws Exception {
        String first = loggedIn().oauth().orElseThrow().key();
        server.at("/token", tokens("access-3", "refresh-3", ALICE));

        assertThat(loggedIn().oauth().orElseThrow().key()).isNotEqualTo(first);
    }

    @Test
    void asksOnceMoreWithTheNonceThatAServerWants() throws Exception {
        server.at(
                "/par",
                Told.json(400, "{\"error\": \"use_dpop_nonce\"}").with("DPoP-Nonce", "n1"),
                Told.json(201, "{\"request_uri\": \"urn:request:1\"}").with("DPoP-Nonce", "n2"));
        server.on(
                WHO,
                Told.json(401, "{}")
                        .with("WWW-Authenticate", "DPoP error=\"use_dpop_nonce\"")
                        .with("DPoP-Nonce", "n3"),
                Told.json("{}").with("DPoP-Nonce", "n4"),
                Told.json("{}"));

        StoredSession unused = loggedIn();
        var ignored = alice.client().get(WHO, Params.none());
        ignored = alice.client().get(WHO, Params.none());

        assertThat(claim(asked("/par").get(0), "nonce")).isEqualTo("null");
        assertThat(claim(asked("/par").get(1), "nonce")).isEqualTo("n1");
        assertThat(claim(asked("/token").getFirst(), "nonce")).isEqualTo("n2");
        assertThat(claim(server.asked(WHO).get(0), "nonce")).isEqualTo("n2");
        assertThat(claim(server.asked(WHO).get(1), "nonce")).isEqualTo("n3");
        assertThat(claim(server.asked(WHO).get(2), "nonce")).isEqualTo("n4");
        assertThat(server.asked(WHO)).hasSize(3);
    }

    @Test
    void asksNoThirdTime() throws Exception {
        StoredSession unused = loggedIn();
        server.on(WHO, Told.error(401, "use_dpop_nonce", "again").with("DPoP-Nonce", "n"));

        assertThatExceptionOfType(BlueskyException.Refused.class)
                .isThrownBy(() -> alice.client().get(WHO, Params.none()));

        assertThat(server.asked(WHO)).hasSize(2);
    }

    @Test
    void takesNoAnswerThatDoesNotKnowTheState() throws Exception {
        try (BrowserLogin login = alice.browserLogin()) {
            assertThat(answer("code=evil&iss=" + server.url())).isEqualTo(400);
            assertThat(answer("code=evil&state=guessed&iss=" + server.url())).isEqualTo(400);
            assertThat(answer(good() + "&code=evil")).isEqualTo(400);
            assertThat(asked("/token")).isEmpty();

            assertThat(answer(good())).isEqualTo(200);
            assertThat(login.await(PATIENCE).value()).isEqualTo(ALICE);
        }
        assertThat(asked("/token").getFirst().body()).contains("code-1").doesNotContain("evil");
    }

    @Test
    void refusesAnAnswerThatIsNotFromTheServer() throws Exception {
        for (String issuer : List.of("", "&iss=https://evil.example", "&iss=" + server.url() + "/")) {
            try (BrowserLogin login = alice.browserLogin()) {
                assertThat(answer("code=code-1&state=" + pushed("state") + issuer))
                        .isEqualTo(200);

                assertThatExceptionOfType(BlueskyException.BadAnswer.class)
                        .isThrownBy(() -> login.await(PATIENCE))
                        .withMessageContaining("not from " + server.url());
            }
        }
        assertThat(asked("/token")).isEmpty();
    }

    @Test
    void refusesTheTokensOfAnotherAccount() throws Exception {
        server.at("/token", tokens("access-1", "refresh-1", BOB));
        try (BrowserLogin login = alice.browserLogin()) {
            assertThat(answer(good())).isEqualTo(200);

            assertThatExceptionOfType(BlueskyException.BadAnswer.class)
                    .isThrownBy(() -> login.await(PATIENCE))
                    .withMessageContaining("not those of " + ALICE);
        }
        assertThat(store.newest(ALICE)).isEmpty();
    }

    @Test
    void refusesTokensThatAreNotBoundToTheKey() throws Exception {
        Told bearer = Told.json(tokens("access-1", "refresh-1", ALICE)
                .body()
                .replace("\"token_type\": \"DPoP\"", "\"token_type\": \"Bearer\""));
        server.at("/token", bearer);
        try (BrowserLogin login = alice.browserLogin()) {
            assertThat(answer(good())).isEqualTo(200);

            assertThatExceptionOfType(BlueskyException.BadAnswer.class).isThrownBy(() -> login.await(PATIENCE));
        }
    }

    @Test
    void refusesAServerThatIsAnotherThanThePdsNames() {
        serveMetadata("https://evil.example");

        assertThatExceptionOfType(BlueskyException.BadAnswer.class)
                .isThrownBy(alice::browserLogin)
                .withMessageContaining("says that it is https://evil.example");
    }

    @Test
    void saysThatNobodyAnswered() {
        try (BrowserLogin login = alice.browserLogin()) {
            assertThatExceptionOfType(BlueskyException.NotAuthenticated.class)
                    .isThrownBy(() -> login.await(Duration.ofMillis(1)))
                    .withMessageContaining("begin again");
        }
    }

    @Test
    void wantsAnAccountWithAName() {
        for (String name : List.of("", "alice@example.com")) {
            assertThatExceptionOfType(BlueskyException.NotAuthenticated.class)
                    .isThrownBy(() -> bluesky.account(name).browserLogin())
                    .withMessageContaining("handle or a DID");
        }
    }

    @Test
    void storesANewRefreshTokenBeforeTheNewAccessTokenIsUsed() throws Exception {
        StoredSession session = loggedIn();
        server.on(
                WHO,
                one -> Told.json("{\"stored\": \"%s\"}"
                        .formatted(store.newest(ALICE).orElseThrow().refreshToken())));
        time.pass(Duration.ofMinutes(56));

        assertThat(alice.client().get(WHO, Params.none()).text("stored")).isEqualTo("refresh-2");

        assertThat(server.asked(WHO).getFirst().header("authorization")).contains("DPoP access-2");
        assertThat(form(asked("/token").getLast().body()))
                .containsEntry("grant_type", "refresh_token")
                .containsEntry("refresh_token", session.refreshToken())
                .containsEntry("client_id", pushed("client_id"));
        assertThat(asked("/token")).hasSize(2);
    }

    @Test
    void keepsTheSessionWhenTheServerIsInTroubleAndShowsNoSecret() throws Exception {
        StoredSession session = loggedIn();
        server.at("/token", Told.json(503, "{\"error\": \"busy\", \"error_description\": \"refresh-1 must wait\"}"));
        server.on(WHO, Told.error(401, "invalid_token", "no"));

        assertThatExceptionOfType(BlueskyException.Refused.class)
                .isThrownBy(() -> alice.client().get(WHO, Params.none()))
                .withMessageContaining("busy")
                .withMessageNotContaining("refresh-1");

        assertThat(store.newest(ALICE)).contains(session);
    }

    @Test
    void refusesTheTokensOfAnotherAccountWhenItRefreshes() throws Exception {
        StoredSession session = loggedIn();
        server.at("/token", tokens("access-2", "refresh-2", BOB));
        server.on(WHO, Told.error(401, "invalid_token", "no"));

        assertThatExceptionOfType(BlueskyException.BadAnswer.class)
                .isThrownBy(() -> alice.client().get(WHO, Params.none()));

        assertThat(store.newest(ALICE)).contains(session);
    }

    @Test
    void revokesTheSessionAtLogout() throws Exception {
        StoredSession session = loggedIn();
        server.at("/revoke", Told.json("{}"));

        alice.logout();

        assertThat(form(asked("/revoke").getFirst().body())).containsEntry("token", session.refreshToken());
        assertThat(store.newest(ALICE)).isEmpty();
    }
}
