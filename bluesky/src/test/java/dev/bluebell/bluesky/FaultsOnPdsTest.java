package dev.bluebell.bluesky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluebell.bluesky.cursor.Listings;
import dev.bluebell.bluesky.cursor.Page;
import dev.bluebell.bluesky.log.MemoryCallLog;
import dev.bluebell.bluesky.repo.Records;
import dev.bluebell.bluesky.session.Account;
import dev.bluebell.bluesky.session.Credentials;
import dev.bluebell.bluesky.session.MemorySessionStore;
import dev.bluebell.bluesky.session.StoredSession;
import dev.bluebell.bluesky.xrpc.Body;
import dev.bluebell.bluesky.xrpc.Params;
import dev.bluebell.bluesky.xrpc.RetryPolicy;
import dev.bluebell.bluesky.xrpc.XrpcClient;
import dev.bluebell.testing.FaultProxy;
import dev.bluebell.testing.FaultProxy.Fault;
import dev.bluebell.testing.RealPds;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real PDS that fails for a while. */
class FaultsOnPdsTest {

    private static final String DESCRIBE = "com.atproto.server.describeServer";
    private static final Nsid POST = new Nsid("app.bsky.feed.post");
    private static final RetryPolicy PATIENT =
            new RetryPolicy(100, Duration.ofMillis(100), Duration.ofMillis(300), Duration.ofMinutes(1));

    /** What a gateway answers whose server is away. */
    private static final Fault BAD_GATEWAY = new Fault.Instead(
            (in, out) -> out.write("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.ISO_8859_1)));

    @SuppressWarnings("NullAway.Init") // JUnit does.
    private static RealPds pds;

    private final MemorySessionStore sessions = new MemorySessionStore();
    private final MemoryCallLog log = new MemoryCallLog();

    @BeforeAll
    static void start() {
        pds = RealPds.start();
    }

    @AfterAll
    static void stop() {
        pds.close();
    }

    private Bluesky bluesky(URI service, URI plc) {
        return OnPds.set(Bluesky.builder(), service, service, plc)
                .sessions(sessions)
                .log(log)
                .retries(PATIENT)
                .build();
    }

    /** The account, as if it lived behind the proxy. */
    private Account behind(FaultProxy proxy, Bluesky bluesky) {
        assertThat(bluesky.account(new Credentials(RealPds.HANDLE, pds.password()))
                        .login()
                        .value())
                .isEqualTo(pds.did());
        StoredSession real = sessions.newest(RealPds.HANDLE).orElseThrow();
        sessions.save(new StoredSession(
                "proxied",
                real.did(),
                real.accessToken(),
                real.refreshToken(),
                proxy.url(),
                Instant.now(),
                StoredSession.Origin.CREATED));
        return bluesky.account("proxied");
    }

    private static Page posts(Bluesky bluesky) {
        return bluesky.pages(bluesky.nobody())
                .page(Listings.records(new Did(pds.did()), POST, pds.url()), Optional.empty());
    }

    @Test
    void goesOnWhenThePdsIsRestartedDuringARun() throws Exception {
        RealPds first = RealPds.start();
        try (Bluesky bluesky = bluesky(first.url(), first.plcUrl());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            XrpcClient client = bluesky.nobody().client();
            assertThat(client.get(DESCRIBE, Params.none()).text("did")).isEqualTo(first.serviceDid());

            first.close();
            Future<String> answer =
                    threads.submit(() -> client.get(DESCRIBE, Params.none()).text("did"));
            try (RealPds second = RealPds.builder().port(first.url().getPort()).start()) {
                assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(second.serviceDid());
            }
        } finally {
            first.close();
        }
        assertThat(log.rows().size()).isGreaterThan(2);
    }

    @Test
    void waitsForAGatewayThatAnswers502ForAWhile() {
        try (FaultProxy proxy = FaultProxy.before(pds.url(), BAD_GATEWAY, BAD_GATEWAY, BAD_GATEWAY);
                Bluesky bluesky = bluesky(pds.url(), pds.plcUrl())) {
            Account account = behind(proxy, bluesky);

            assertThat(account.client()
                            .get("com.atproto.server.getSession", Params.none())
                            .text("did"))
                    .isEqualTo(pds.did());
            assertThat(proxy.faultsLeft()).isZero();
        }
    }

    @Test
    void endsASessionAtTheSecondTryIfTheServerIsAwayAtTheFirst() {
        try (FaultProxy proxy = FaultProxy.before(pds.url(), BAD_GATEWAY);
                Bluesky bluesky = bluesky(pds.url(), pds.plcUrl())) {
            Account account = behind(proxy, bluesky);

            assertThatThrownBy(account::logout).isInstanceOf(BlueskyException.class);
            assertThat(sessions.newest("proxied")).isPresent();
            assertThat(account.logout()).isTrue();
            assertThat(sessions.newest("proxied")).isEmpty();
        }
    }

    @Test
    void defect16RepeatsNoPostThatMayHaveArrived() {
        // pysky sent it again after a 502, and so perhaps posted twice.
        try (FaultProxy proxy = FaultProxy.before(pds.url(), BAD_GATEWAY);
                Bluesky bluesky = bluesky(pds.url(), pds.plcUrl())) {
            Account account = behind(proxy, bluesky);
            int before = posts(bluesky).items().size();

            assertThatThrownBy(() -> account.client()
                            .call(
                                    "com.atproto.repo.createRecord",
                                    Body.json(
                                            Map.of("repo", pds.did(), "collection", POST.value(), "record", Map.of()))))
                    .isInstanceOf(BlueskyException.Refused.class)
                    .hasMessageContaining("502");

            assertThat(proxy.connections()).isEqualTo(1);
            assertThat(posts(bluesky).items()).hasSize(before);
        }
    }

    @Test
    void defect16MakesARecordOnceWhenTheAnswerIsLostOrAGatewayFails() {
        try (FaultProxy proxy = FaultProxy.before(
                        pds.url(), BAD_GATEWAY, new Fault.LostAnswer(10), new Fault.LostRequest(100));
                Bluesky bluesky = bluesky(pds.url(), pds.plcUrl())) {
            Records records = bluesky.records(behind(proxy, bluesky));
            int before = posts(bluesky).items().size();

            StrongRef made = records.create(POST, records.begin(POST).put("text", "once"));

            assertThat(proxy.faultsLeft()).isZero();
            assertThat(posts(bluesky).items()).hasSize(before + 1);
            assertThat(posts(bluesky).items().getLast().path("cid").asString(""))
                    .isEqualTo(made.cid().value());
        }
    }
}
