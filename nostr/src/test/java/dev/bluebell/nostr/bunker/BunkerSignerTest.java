package dev.bluebell.nostr.bunker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.EventCheck;
import dev.bluebell.nostr.EventDraft;
import dev.bluebell.nostr.NostrException;
import dev.bluebell.nostr.NostrException.SignerFaulty;
import dev.bluebell.nostr.NostrException.SignerRefused;
import dev.bluebell.nostr.NostrException.SignerUnreachable;
import dev.bluebell.nostr.PublicKey;
import dev.bluebell.nostr.SecretKey;
import dev.bluebell.testing.FakeBunker;
import dev.bluebell.testing.FakeBunker.Request;
import dev.bluebell.testing.RawEvent;
import dev.bluebell.testing.RawEvent.Flaw;
import dev.bluebell.testing.RawKey;
import dev.bluebell.testing.RealRelay;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a bunker that is told how to behave, over a relay that is not ours. */
class BunkerSignerTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final EventDraft DRAFT = new EventDraft(
            Instant.ofEpochSecond(1_700_000_000),
            24_242,
            List.of(List.of("t", "upload"), List.of("x")),
            "say \"hi\"\n");

    private static RealRelay relay;

    private final SecretKey clientKey = SecretKey.generate(RANDOM);
    private FakeBunker bunker;

    @BeforeAll
    static void startRelay() {
        relay = RealRelay.start();
    }

    @AfterAll
    static void stopRelay() {
        relay.close();
    }

    @BeforeEach
    void startBunker() {
        bunker = FakeBunker.start(relay.url());
    }

    @AfterEach
    void stopBunker() {
        bunker.close();
    }

    @Test
    void signsWithTheKeyOfTheBunker() {
        try (BunkerSigner signer = pair()) {
            Event event = signer.sign(DRAFT);

            assertThat(signer.publicKey()).isEqualTo(new PublicKey(bunker.user()));
            assertThat(event.author()).isEqualTo(signer.publicKey());
            assertThat(event.check()).isEqualTo(EventCheck.VALID);
            assertThat(draftOf(event)).isEqualTo(DRAFT);
        }
    }

    @Test
    void asksNoMoreThanItMust() {
        pair().close();
        try (BunkerSigner signer = resume(LONG)) {
            signer.sign(DRAFT);
        }

        assertThat(bunker.requests())
                .extracting(Request::method)
                .containsExactly("connect", "get_public_key", "sign_event");
    }

    @Test
    void isStillKnownWhenItComesAgainWithItsKey() {
        pair().close();

        try (BunkerSigner signer = resume(LONG)) {
            assertThat(signer.sign(DRAFT).check()).isEqualTo(EventCheck.VALID);
        }
    }

    @Test
    void tellsWhyTheBunkerRefuses() {
        pair().close();
        bunker.behave(request -> bunker.error(request, "not\u001b[31m today\nnor \u202etomorrow"));

        try (BunkerSigner signer = resume(LONG)) {
            assertThatThrownBy(() -> signer.sign(DRAFT))
                    .isInstanceOf(SignerRefused.class)
                    .hasMessageContaining("sign_event")
                    .hasMessageEndingWith(": not [31m today nor tomorrow");
        }
    }

    @Test
    void isRefusedWithASecretThatWasUsed() {
        pair().close();

        assertThatThrownBy(() -> BunkerSigner.builder(address(), SecretKey.generate(RANDOM), RANDOM)
                        .pair())
                .isInstanceOf(SignerRefused.class)
                .hasMessageContaining("wrong secret");
    }

    @Test
    void doesNotTellTheSecretWhenItIsWrong() {
        BunkerAddress address = BunkerAddress.parse(bunker.addressWith("hush"));

        assertThatThrownBy(
                        () -> BunkerSigner.builder(address, clientKey, RANDOM).pair())
                .isInstanceOf(SignerRefused.class)
                .hasMessageNotContaining("hush");
    }

    @Test
    void waitsForAnAnswerOnlySoLong() {
        bunker.behave(request -> {});

        try (BunkerSigner signer = resume(SHORT)) {
            assertThatThrownBy(signer::ping)
                    .isInstanceOf(SignerUnreachable.class)
                    .hasMessageContaining("did not answer");
        }
    }

    @Test
    void tellsThatNoRelayCanBeReached() {
        String nobody =
                "bunker://%s?relay=ws://127.0.0.1:1".formatted(RawKey.of(46).publicKey());

        assertThatThrownBy(() -> BunkerSigner.builder(BunkerAddress.parse(nobody), clientKey, RANDOM)
                        .pair())
                .isInstanceOf(SignerUnreachable.class)
                .hasMessageContaining("ws://127.0.0.1:1");
    }

    @Test
    void needsOneRelayOfSeveralOnly() {
        String address = bunker.address() + "&relay=ws://127.0.0.1:1";

        try (BunkerSigner signer = BunkerSigner.builder(BunkerAddress.parse(address), clientKey, RANDOM)
                .pair()) {
            assertThat(signer.sign(DRAFT).check()).isEqualTo(EventCheck.VALID);
        }
    }

    @Test
    void takesTheFirstOfTheSameAnswersFromSeveralRelays() {
        try (RealRelay other = RealRelay.start();
                FakeBunker both = FakeBunker.start(relay.url(), other.url());
                BunkerSigner signer = BunkerSigner.builder(BunkerAddress.parse(both.address()), clientKey, RANDOM)
                        .pair()) {
            signer.sign(DRAFT);
            signer.sign(DRAFT);

            assertThat(both.count("sign_event")).isEqualTo(2);
        }
    }

    @Test
    void handsOverThePageOfAnApprovalAndWaitsOn() throws InterruptedException {
        pair().close();
        BlockingQueue<Request> undecided = new LinkedBlockingQueue<>();
        bunker.behave(request -> {
            bunker.authorize(request, "https://bunker.example/approve?x=1");
            bunker.authorize(request, "https://bunker.example/again");
            undecided.add(request);
        });
        BlockingQueue<URI> pages = new LinkedBlockingQueue<>();
        Consumer<URI> visit = page -> {
            pages.add(page);
            // Longer than the time-out for an answer, so that it would be missed without the longer one.
            await().pollDelay(SHORT.multipliedBy(2)).until(() -> true);
            bunker.answerHonestly(undecided.remove());
        };

        try (BunkerSigner signer = BunkerSigner.builder(address(), clientKey, RANDOM)
                .timeout(SHORT)
                .approvals(visit)
                .resume(user())) {
            assertThat(signer.sign(DRAFT).check()).isEqualTo(EventCheck.VALID);
        }
        assertThat(pages).containsExactly(URI.create("https://bunker.example/approve?x=1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "https:///nowhere",
                "two words",
                "https://bunker.example/\u202egpj"
            })
    void handsOverNoPageThatIsNoneOfTheWeb(String page) {
        bunker.behave(request -> bunker.authorize(request, page));

        try (BunkerSigner signer = resume(LONG)) {
            assertThatThrownBy(signer::ping).isInstanceOf(SignerRefused.class);
        }
    }

    @Test
    void noticesWhenSomethingElseIsSigned() {
        EventDraft later =
                new EventDraft(DRAFT.createdAt().plusSeconds(1), DRAFT.kind(), DRAFT.tags(), DRAFT.content());
        EventDraft otherKind = new EventDraft(DRAFT.createdAt(), 1, DRAFT.tags(), DRAFT.content());
        EventDraft otherTags =
                new EventDraft(DRAFT.createdAt(), DRAFT.kind(), List.of(List.of("t", "delete")), DRAFT.content());
        EventDraft otherContent = new EventDraft(DRAFT.createdAt(), DRAFT.kind(), DRAFT.tags(), "");

        for (EventDraft other : List.of(later, otherKind, otherTags, otherContent)) {
            signsFaultily(draft -> bunker.signed(Messages.draft(other)).json());
        }
    }

    @Test
    void noticesWhenSomebodyElseSigns() {
        signsFaultily(draft -> {
            RawEvent event = bunker.signed(draft);
            return new RawEvent(RawKey.of(7), event.kind(), event.createdAt(), event.tags(), event.content(), Flaw.NONE)
                    .json();
        });
    }

    @Test
    void noticesASignatureThatIsNone() {
        signsFaultily(
                draft -> bunker.signed(draft).withFlaw(Flaw.WRONG_SIGNATURE).json());
        signsFaultily(draft -> bunker.signed(draft).withFlaw(Flaw.WRONG_ID).json());
        signsFaultily(draft -> "ack");
    }

    private void signsFaultily(UnaryOperator<String> sign) {
        bunker.behave(request ->
                bunker.result(request, sign.apply(request.parameters().getFirst())));
        try (BunkerSigner signer = resume(LONG)) {
            assertThatThrownBy(() -> signer.sign(DRAFT)).isInstanceOf(SignerFaulty.class);
        }
    }

    @Test
    void noticesABunkerThatSignsInNobodysName() {
        bunker.behave(request -> bunker.result(request, "ack"));

        assertThatThrownBy(
                        () -> BunkerSigner.builder(address(), clientKey, RANDOM).pair())
                .isInstanceOf(SignerFaulty.class);
    }

    @Test
    void passesOverWhatIsNoAnswerOfTheBunker() {
        pair().close();
        bunker.behave(request -> {
            bunker.resultBy(RawKey.of(666), request, "forged");
            bunker.sayOpenly(request, "nothing that can be decrypted");
            bunker.say(request, "no JSON");
            bunker.say(request, "[\"no object\"]");
            bunker.say(request, "{\"result\":\"without an id\"}");
            bunker.result(new Request(request.client(), "0".repeat(32), request.method(), List.of()), "another's");
            bunker.answerHonestly(request);
            bunker.answerHonestly(request);
        });

        try (BunkerSigner signer = resume(LONG)) {
            assertThat(signer.sign(DRAFT).check()).isEqualTo(EventCheck.VALID);
            assertThat(signer.sign(DRAFT).check()).isEqualTo(EventCheck.VALID);
        }
    }

    @Test
    void passesOverAnAnswerToAnEarlierRequest() {
        BlockingQueue<Request> earlier = new LinkedBlockingQueue<>();
        bunker.behave(request -> {
            earlier.forEach(one -> bunker.error(one, "replayed"));
            earlier.add(request);
            bunker.result(request, "pong");
        });

        try (BunkerSigner signer = resume(LONG)) {
            IntStream.range(0, 3).forEach(i -> signer.ping());
        }
    }

    @Test
    void neverAsksTwiceUnderTheSameNumber() {
        try (BunkerSigner signer = pair()) {
            signer.ping();
        }

        assertThat(bunker.requests())
                .extracting(Request::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[0-9a-f]{32}"));
    }

    @Test
    void givesEveryThreadItsOwnAnswer() {
        try (BunkerSigner signer = pair()) {
            assertThat(IntStream.range(0, 20).parallel().mapToObj(number -> {
                        EventDraft draft = new EventDraft(DRAFT.createdAt(), 1, List.of(), "number " + number);
                        return draftOf(signer.sign(draft)).equals(draft);
                    }))
                    .hasSize(20)
                    .containsOnly(true);
        }
    }

    @Test
    void refusesToAskForMoreThanFitsIntoARequest() {
        EventDraft large = new EventDraft(DRAFT.createdAt(), 1, List.of(), "x".repeat(65_535));

        try (BunkerSigner signer = resume(LONG)) {
            assertThatThrownBy(() -> signer.sign(large))
                    .isInstanceOf(SignerRefused.class)
                    .hasMessageContaining("65535");
        }
        assertThat(bunker.requests()).isEmpty();
    }

    @Test
    void stopsWaitingWhenItIsClosed() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        bunker.behave(request -> asked.countDown());
        BunkerSigner signer = resume(LONG);
        Thread closing = Thread.ofVirtual().start(() -> {
            await().until(() -> asked.getCount() == 0);
            signer.close();
        });

        assertThatThrownBy(signer::ping).isInstanceOf(NostrException.class);
        closing.join();
    }

    @Test
    void stopsWaitingWhenItIsInterrupted() {
        Thread waiting = Thread.currentThread();
        bunker.behave(request -> waiting.interrupt());

        try (BunkerSigner signer = resume(LONG)) {
            assertThatThrownBy(signer::ping).isInstanceOf(NostrException.Interrupted.class);
        }
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void refusesAnAddressWithAKeyThatNobodyCanHave() {
        BunkerAddress address = new BunkerAddress(
                new PublicKey("f".repeat(64)), address().relays(), address().secret());

        assertThatIllegalArgumentException().isThrownBy(() -> BunkerSigner.builder(address, clientKey, RANDOM));
    }

    private BunkerSigner pair() {
        return BunkerSigner.builder(address(), clientKey, RANDOM).pair();
    }

    private BunkerSigner resume(Duration timeout) {
        return BunkerSigner.builder(address(), clientKey, RANDOM)
                .timeout(timeout)
                .resume(user());
    }

    private BunkerAddress address() {
        return BunkerAddress.parse(bunker.address());
    }

    private PublicKey user() {
        return new PublicKey(bunker.user());
    }

    private static EventDraft draftOf(Event event) {
        return new EventDraft(event.createdAt(), event.kind(), event.tags(), event.content());
    }
}
