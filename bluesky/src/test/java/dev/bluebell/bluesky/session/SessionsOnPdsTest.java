package dev.bluebell.bluesky.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bluebell.bluesky.Bluesky;
import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Handle;
import dev.bluebell.bluesky.Nsid;
import dev.bluebell.bluesky.OnPds;
import dev.bluebell.bluesky.identity.Hosts;
import dev.bluebell.bluesky.log.MemoryCallLog;
import dev.bluebell.bluesky.xrpc.Body;
import dev.bluebell.bluesky.xrpc.CallOptions;
import dev.bluebell.bluesky.xrpc.Params;
import dev.bluebell.bluesky.xrpc.RetryPolicy;
import dev.bluebell.bluesky.xrpc.XrpcClient;
import dev.bluebell.testing.RealPds;
import dev.bluebell.testing.XrpcStub;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sessions on a real PDS. */
class SessionsOnPdsTest {

    private static final String WHO = "com.atproto.server.getSession";

    @SuppressWarnings("NullAway.Init") // JUnit does.
    private static RealPds pds;

    private final MemorySessionStore store = new MemorySessionStore();
    private final MemoryCallLog log = new MemoryCallLog();
    private final XrpcStub appView = XrpcStub.start();
    private final Bluesky bluesky = bluesky(InstantSource.system());

    @BeforeAll
    static void start() {
        pds = RealPds.start();
    }

    @AfterAll
    static void stop() {
        pds.close();
    }

    @AfterEach
    void close() {
        bluesky.close();
        appView.close();
    }

    private Bluesky bluesky(InstantSource clock) {
        return OnPds.set(Bluesky.builder(), pds.url(), appView.url(), pds.plcUrl())
                .sessions(store)
                .log(log)
                .clock(clock)
                .retries(RetryPolicy.none())
                .build();
    }

    private static Credentials alice() {
        return new Credentials(RealPds.HANDLE, pds.password());
    }

    private List<String> called(String endpoint) {
        return log.rows().stream()
                .map(row -> row.begun().endpoint().value())
                .filter(endpoint::equals)
                .toList();
    }

    private void store(String access, String refresh) {
        store.save(new StoredSession(
                RealPds.HANDLE,
                new Did(pds.did()),
                access,
                refresh,
                pds.url(),
                InstantSource.system().instant(),
                StoredSession.Origin.CREATED));
    }

    private StoredSession loggedIn() {
        assertThat(bluesky.account(alice()).login().value()).isEqualTo(pds.did());
        return store.newest(RealPds.HANDLE).orElseThrow();
    }

    @Test
    void defect15LogsInByResolvingTheAccount() {
        Account account = bluesky.account(alice());

        assertThat(account.client().get(WHO, Params.none()).text("handle")).isEqualTo(RealPds.HANDLE);

        assertThat(account.did().value()).isEqualTo(pds.did());
        assertThat(account.pds()).isEqualTo(pds.url());
        assertThat(bluesky.identities().resolve(new Handle(RealPds.HANDLE)).pds())
                .isEqualTo(pds.url());
    }

    @Test
    void defect15LogsInByDidAndByEMailAddress() {
        for (String name : List.of(pds.did(), "alice@example.com")) {
            Account account = bluesky.account(new Credentials(name, pds.password()));

            assertThat(account.client().get(WHO, Params.none()).text("did"))
                    .as(name)
                    .isEqualTo(pds.did());
            assertThat(account.pds()).isEqualTo(pds.url());
        }
    }

    @Test
    void usesASessionThatIsStored() {
        StoredSession session = loggedIn();

        try (Bluesky other = bluesky(InstantSource.system())) {
            other.account(RealPds.HANDLE).client().get(WHO, Params.none());
        }

        assertThat(called("com.atproto.server.createSession")).hasSize(1);
        assertThat(store.newest(RealPds.HANDLE)).contains(session);
    }

    @Test
    void refreshesASessionBeforeItEnds() {
        StoredSession session = loggedIn();
        InstantSource later = () -> InstantSource.system().instant().plus(Duration.ofMinutes(116));

        try (Bluesky other = bluesky(later)) {
            other.account(RealPds.HANDLE).client().get(WHO, Params.none());
        }

        assertThat(called("com.atproto.server.refreshSession")).hasSize(1);
        assertThat(store.newest(RealPds.HANDLE).orElseThrow()).satisfies(now -> {
            assertThat(now.origin()).isEqualTo(StoredSession.Origin.REFRESHED);
            assertThat(now.refreshToken()).isNotEqualTo(session.refreshToken());
        });
    }

    @Test
    void refreshesNothingBecauseAClockIsOffByMinutes() {
        for (int minutes : new int[] {-20, 20}) {
            InstantSource wrong = () -> InstantSource.system().instant().plus(Duration.ofMinutes(minutes));
            try (Bluesky off = bluesky(wrong)) {
                Account account = off.account(alice());
                assertThat(account.login().value()).isEqualTo(pds.did());
                account.client().get(WHO, Params.none());
            }
        }

        assertThat(called("com.atproto.server.refreshSession")).isEmpty();
    }

    @Test
    void refreshesASessionThatTheServerDoesNotTakeAndRepeatsTheCall() {
        store("garbage", loggedIn().refreshToken());

        bluesky.account(RealPds.HANDLE).client().get(WHO, Params.none());

        assertThat(called("com.atproto.server.refreshSession")).hasSize(1);
        assertThat(called(WHO)).hasSize(2);
        assertThat(log.rows().getLast().ended().orElseThrow().sessionRefreshed())
                .isTrue();
        assertThat(store.newest(RealPds.HANDLE).orElseThrow().accessToken()).isNotEqualTo("garbage");
    }

    @Test
    void goesBackToThePasswordWhenTheSessionWasRevoked() {
        StoredSession revoked = loggedIn();
        bluesky.account(RealPds.HANDLE).logout();
        store("garbage", revoked.refreshToken());

        bluesky.account(alice()).client().get(WHO, Params.none());

        assertThat(called("com.atproto.server.createSession")).hasSize(2);
        assertThat(called(WHO)).hasSize(2);
    }

    @Test
    void saysThatARevokedSessionNeedsAPassword() {
        StoredSession revoked = loggedIn();
        bluesky.account(RealPds.HANDLE).logout();
        assertThat(store.newest(RealPds.HANDLE)).isEmpty();
        store("garbage", revoked.refreshToken());

        assertThatThrownBy(() -> bluesky.account(RealPds.HANDLE).client().get(WHO, Params.none()))
                .isInstanceOf(BlueskyException.NotAuthenticated.class)
                .hasMessageContaining("no password to make one");
    }

    @Test
    void endsTheOldSessionAtANewLogin() {
        StoredSession first = loggedIn();
        StoredSession second = loggedIn();
        assertThat(second.refreshToken()).isNotEqualTo(first.refreshToken());
        store("garbage", first.refreshToken());

        assertThatThrownBy(() -> bluesky.account(RealPds.HANDLE).client().get(WHO, Params.none()))
                .isInstanceOf(BlueskyException.NotAuthenticated.class);
    }

    @Test
    void saysWhetherThereWasASessionToEnd() {
        assertThat(loggedIn()).isNotNull();

        assertThat(bluesky.account(RealPds.HANDLE).logout()).isTrue();
        assertThat(bluesky.account(RealPds.HANDLE).logout()).isFalse();
    }

    @Test
    void endsHereWhatHasEndedAtTheServer() {
        store("garbage", "garbage");

        assertThat(bluesky.account(RealPds.HANDLE).logout()).isTrue();
        assertThat(store.newest(RealPds.HANDLE)).isEmpty();
    }

    @Test
    void takesThePasswordToLogInThoughThereIsASession() {
        assertThat(loggedIn()).isNotNull();

        assertThatThrownBy(() -> bluesky.account(RealPds.HANDLE).login())
                .isInstanceOf(BlueskyException.NotAuthenticated.class)
                .hasMessageContaining("takes its password");
    }

    @Test
    void refreshesOnceForManyThreadsOfTwoProcesses() throws Exception {
        store("garbage", loggedIn().refreshToken());
        try (Bluesky other = bluesky(InstantSource.system());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            XrpcClient one = bluesky.account(RealPds.HANDLE).client();
            XrpcClient two = other.account(RealPds.HANDLE).client();
            List<Callable<String>> calls = IntStream.range(0, 20)
                    .mapToObj(i -> (Callable<String>) () ->
                            (i % 2 == 0 ? one : two).get(WHO, Params.none()).text("did"))
                    .toList();

            for (Future<String> answer : threads.invokeAll(calls)) {
                assertThat(answer.get()).isEqualTo(pds.did());
            }
        }

        assertThat(called("com.atproto.server.refreshSession")).hasSize(1);
    }

    @Test
    void saysThatAPasswordIsWrong() {
        Account account = bluesky.account(new Credentials(RealPds.HANDLE, "wrong-password"));

        var e = catchThrowableOfType(
                BlueskyException.NotAuthenticated.class, () -> account.client().get(WHO, Params.none()));

        assertThat(e.getMessage()).isEqualTo("the password of alice.test was not accepted");
        assertThat(e.needsCode()).isFalse();
        assertThat(e.callId()).isPresent();
        assertThat(log.rows().toString()).doesNotContain("wrong-password");
    }

    @Test
    void saysThatAWriteNeedsAnAccount() {
        assertThatThrownBy(() -> bluesky.nobody().client().call("com.atproto.repo.createRecord", Body.none()))
                .isInstanceOf(BlueskyException.NotAuthenticated.class)
                .hasMessageContaining("BSKY_AUTH_USERNAME");
        assertThatThrownBy(() -> bluesky.nobody().client().get(WHO, Params.none()))
                .isInstanceOf(BlueskyException.NotAuthenticated.class);
    }

    @Test
    void readsOfAnAccountWhatAnybodyMay() {
        assertThat(bluesky.nobody()
                        .client()
                        .get("com.atproto.repo.describeRepo", Params.of("repo", pds.did()))
                        .text("handle"))
                .isEqualTo(RealPds.HANDLE);
    }

    @Test
    void defect5SendsWritesToThePdsOfTheAccount() {
        bluesky.account(alice()).client().call("com.atproto.repo.createRecord", OnPds.post(pds.did()));

        assertThat(log.rows().getLast().begun().host()).isEqualTo(pds.url().getRawAuthority());
        assertThat(log.rows().getLast().begun().points()).isEqualTo(3);
        assertThat(log.rows().getLast().begun().account()).contains(new Did(pds.did()));
    }

    @Test
    void readsWhatIsPublicFromTheAppViewWithoutAToken() {
        appView.on("app.bsky.actor.getProfile", XrpcStub.Told.json("{}"));
        Account account = bluesky.account(alice());
        assertThat(account.login()).isNotNull();

        account.client().get("app.bsky.actor.getProfile", Params.of("actor", "bsky.app"));

        assertThat(appView.asked().getFirst().header("authorization")).isEmpty();
    }

    @Test
    void defect17SendsNoTokenOfASessionToAnotherHost() {
        appView.on("app.bsky.video.getJobStatus", XrpcStub.Told.json("{}"));
        Account account = bluesky.account(alice());
        assertThat(account.login()).isNotNull();

        account.client()
                .get(
                        "app.bsky.video.getJobStatus",
                        Params.none(),
                        CallOptions.none().withHost(appView.url()));

        assertThat(appView.asked().getFirst().header("authorization")).isEmpty();
    }

    @Test
    void defect17ShowsAnotherServiceATokenThatIsForItAlone() {
        appView.on("app.bsky.video.getUploadLimits", XrpcStub.Told.json("{\"canUpload\":true}"));
        Account account = bluesky.account(alice());

        boolean can = account.client()
                .get(
                        "app.bsky.video.getUploadLimits",
                        Params.none(),
                        CallOptions.none().withHost(appView.url()).withServiceAuth(new Did("did:web:video.bsky.app")))
                .flag("canUpload");

        String token = appView.asked().getFirst().header("authorization").orElseThrow();
        assertThat(can).isTrue();
        assertThat(Tokens.claims(token))
                .contains("\"aud\":\"did:web:video.bsky.app\"")
                .contains("\"lxm\":\"app.bsky.video.getUploadLimits\"")
                .contains("\"iss\":\"" + pds.did());
        assertThat(log.rows().toString()).doesNotContain(token.substring("Bearer ".length()));
    }

    @Test
    void defect17ShowsTheVideoServiceTokensOfTheRightAudience() {
        // pysky guessed the DID of the PDS, and sent the account's own token for the rest.
        for (String endpoint : List.of("getUploadLimits", "uploadVideo", "getJobStatus")) {
            appView.on("app.bsky.video." + endpoint, XrpcStub.Told.json("{}"));
        }
        Hosts hosts = new Hosts(pds.url(), appView.url(), "did:web:localhost#bsky_chat", appView.url());
        try (Bluesky video = Bluesky.builder()
                .hosts(hosts)
                .plc(pds.plcUrl())
                .sessions(store)
                .log(log)
                .build()) {
            XrpcClient client = video.account(alice()).client();

            client.get("app.bsky.video.getUploadLimits", Params.none());
            client.call("app.bsky.video.uploadVideo", Body.bytes("video/mp4", new byte[3]));
            client.get("app.bsky.video.getJobStatus", Params.of("jobId", "1"));
        }

        assertThat(Tokens.claims(token("getUploadLimits")))
                .contains("\"aud\":\"" + hosts.videoDid())
                .contains("\"lxm\":\"app.bsky.video.getUploadLimits\"");
        assertThat(Tokens.claims(token("uploadVideo")))
                .contains("\"aud\":\"" + pds.serviceDid())
                .contains("\"lxm\":\"com.atproto.repo.uploadBlob\"");
        assertThat(appView.asked("app.bsky.video.getJobStatus").getFirst().header("authorization"))
                .isEmpty();
        assertThat(Hosts.bluesky().videoDid().value()).isEqualTo("did:web:video.bsky.app");
        String session = store.newest(RealPds.HANDLE).orElseThrow().accessToken();
        assertThat(appView.asked().toString()).doesNotContain(session);
    }

    private String token(String endpoint) {
        return appView.asked("app.bsky.video." + endpoint)
                .getFirst()
                .header("authorization")
                .orElseThrow();
    }

    @Test
    void saysThatVideosNeedAnAccount() {
        assertThatThrownBy(() -> bluesky.nobody().client().get("app.bsky.video.getUploadLimits", Params.none()))
                .isInstanceOf(BlueskyException.NotAuthenticated.class);
    }

    @Test
    void asksForTheCodeThatWasSentByEMail() {
        appView.on("com.atproto.server.createSession", asked -> {
            if (!asked.body().contains("authFactorToken")) {
                return XrpcStub.Told.error(401, "AuthFactorTokenRequired", "A sign in code has been sent");
            }
            return asked.body().contains("\"authFactorToken\":\"ABCDE-12345\"")
                    ? XrpcStub.Told.json(
                            "{\"did\":\"%s\",\"accessJwt\":\"a\",\"refreshJwt\":\"r\"}".formatted(pds.did()))
                    : XrpcStub.Told.error(400, "InvalidToken", "Token is invalid");
        });
        Credentials alice = new Credentials("alice@example.com", "main password");
        try (Bluesky careful = OnPds.set(Bluesky.builder(), appView.url(), appView.url(), pds.plcUrl())
                .sessions(store)
                .log(log)
                .build()) {
            var first = catchThrowableOfType(
                    BlueskyException.NotAuthenticated.class,
                    () -> careful.account(alice).login());
            var wrong = catchThrowableOfType(
                    BlueskyException.NotAuthenticated.class,
                    () -> careful.account(alice.withCode("WRONG-CODES")).login());

            assertThat(first.needsCode()).isTrue();
            assertThat(first.callId()).isPresent();
            assertThat(wrong.needsCode()).isTrue();
            assertThat(wrong.getMessage()).contains("was not accepted");
            assertThat(careful.account(alice.withCode("ABCDE-12345")).login().value())
                    .isEqualTo(pds.did());
        }
        assertThat(log.rows().toString()).doesNotContain("ABCDE-12345").doesNotContain("main password");
    }

    @Test
    void makesServiceTokensForAnyTime() {
        String token = bluesky.account(alice())
                .serviceAuth(
                        new Did(pds.serviceDid()), new Nsid("com.atproto.repo.uploadBlob"), Duration.ofMinutes(30));

        assertThat(Tokens.claims(token)).contains("\"lxm\":\"com.atproto.repo.uploadBlob\"");
    }

    @Test
    void usesASessionWhereTheAppViewWantsOne() {
        appView.on("app.bsky.feed.searchPosts", XrpcStub.Told.error(403, "Forbidden", ""));
        XrpcClient client = bluesky.account(alice()).client();

        // The PDS passes it on to an AppView that this one does not have.
        assertThatThrownBy(() -> client.call(
                        "app.bsky.graph.muteActor", Body.json(Map.of("actor", pds.did())), CallOptions.none()))
                .isInstanceOf(BlueskyException.Refused.class);
        assertThatThrownBy(() -> client.get("app.bsky.feed.searchPosts", Params.of("q", "x")))
                .isInstanceOf(BlueskyException.Refused.class);

        assertThat(log.rows().getLast().begun().host()).isEqualTo(pds.url().getRawAuthority());
    }

    @Test
    void hasThePdsPassOnChats() {
        appView.on("chat.bsky.convo.getLog", XrpcStub.Told.json("{}"));
        store.save(SessionStoreContract.session(
                RealPds.HANDLE, "token", InstantSource.system().instant(), appView.url()));

        bluesky.account(RealPds.HANDLE).client().get("chat.bsky.convo.getLog", Params.none());

        assertThat(appView.asked().getFirst().header("atproto-proxy")).contains("did:web:localhost#bsky_chat");
        assertThat(appView.asked().getFirst().header("authorization")).contains("Bearer token");
    }

    @Test
    void saysThatNobodyIsCalledSo() {
        assertThatThrownBy(() -> bluesky.account(new Credentials("nobody.test", "x-y-z"))
                        .client()
                        .get(WHO, Params.none(), CallOptions.none()))
                .isInstanceOf(BlueskyException.Unresolved.class)
                .hasMessageContaining("nobody is called nobody.test");
    }
}
