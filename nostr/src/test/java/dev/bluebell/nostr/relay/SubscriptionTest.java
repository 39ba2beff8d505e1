package dev.bluebell.nostr.relay;

import static dev.bluebell.nostr.relay.Parties.BY_ALICE;
import static dev.bluebell.nostr.relay.Parties.LONG;
import static dev.bluebell.nostr.relay.Parties.at;
import static dev.bluebell.nostr.relay.Parties.note;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.bluebell.nostr.Filter;
import dev.bluebell.nostr.NostrException.Interrupted;
import dev.bluebell.nostr.NostrException.SubscriptionEnded;
import dev.bluebell.nostr.relay.SubscriptionState.Ended;
import dev.bluebell.nostr.relay.SubscriptionState.Live;
import dev.bluebell.nostr.relay.SubscriptionState.Waiting;
import dev.bluebell.testing.FakeRelay;
import dev.bluebell.testing.RawEvent.Flaw;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Subscriptions that last, at relays that do not. */
class SubscriptionTest {

    private static final Duration MOMENT = Duration.ofMillis(100);
    private static final Duration NO_TIME = Duration.ofMillis(1);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.ofEpochSecond(1_800_000_000));
    private final RelayPool pool = RelayPool.builder()
            .clock(now::get)
            .pauses(NO_TIME, Duration.ofMillis(20))
            .limits(new RelayLimits(200_000, 1_000_000, 1000, 1, 3, 3))
            .build();

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void givesEachEventOnceFromWhicheverRelay() {
        FakeRelay.Behaviour behaviour = talk -> {
            String id = talk.awaitRequest();
            talk.sendEvent(id, note("stored").json());
            talk.sendStored(id);
            talk.sendEvent(id, note("forged").withFlaw(Flaw.WRONG_SIGNATURE).json());
            talk.sendEvent(id, note("new").json());
            talk.sendEvent(id, note("new").json());
            talk.listen();
        };
        try (FakeRelay one = FakeRelay.start(behaviour);
                FakeRelay two = FakeRelay.start(behaviour);
                Subscription subscription = pool.subscribe(List.of(BY_ALICE), List.of(at(one), at(two)))) {
            assertThat(texts(subscription, 2)).containsExactlyInAnyOrder("stored", "new");
            assertThat(subscription.awaitLive(LONG)).isTrue();
            assertThat(subscription.next(MOMENT)).isEmpty();
        }
    }

    @Test
    void asksAgainForWhatIsNewSinceTheConnectionWasLost() {
        Filter filter = Filter.builder().kinds(1).limit(3).build();
        try (FakeRelay relay = FakeRelay.start(talk -> {
                    String id = talk.awaitRequest();
                    if (talk.number() != 2) {
                        talk.sendStored(id);
                    }
                    talk.sendEvent(id, note("on connection " + talk.number()).json());
                    talk.listen();
                });
                Subscription subscription = pool.subscribe(List.of(filter), List.of(at(relay)))) {
            now.set(Instant.ofEpochSecond(1_800_001_000));
            assertThat(texts(subscription, 1)).containsExactly("on connection 1");
            relay.hangUp();
            assertThat(texts(subscription, 1)).containsExactly("on connection 2");
            now.set(Instant.ofEpochSecond(1_800_009_000));
            relay.hangUp();
            assertThat(texts(subscription, 1)).containsExactly("on connection 3");

            assertThat(relay.received().stream().filter(message -> message.startsWith("[\"REQ\"")))
                    .as("from two minutes before; from there again, since on connection 2 the end of it did not come")
                    .containsExactly(
                            "[\"REQ\",\"b1\",{\"kinds\":[1],\"limit\":3}]",
                            "[\"REQ\",\"b1\",{\"kinds\":[1],\"since\":1800000880}]",
                            "[\"REQ\",\"b1\",{\"kinds\":[1],\"since\":1800000880}]");
        }
    }

    @Test
    void doesNotAskForWhatWasBeforeItsBeginWhenItComesBack() {
        Filter onlyNew = Filter.builder().kinds(1).limit(0).build();
        try (FakeRelay relay = FakeRelay.start(talk -> {
                    talk.sendStored(talk.awaitRequest());
                    talk.listen();
                });
                Subscription subscription = pool.subscribe(List.of(onlyNew), List.of(at(relay)))) {
            assertThat(subscription.awaitLive(LONG)).isTrue();
            relay.hangUp();

            await().atMost(LONG)
                    .until(() -> relay.received().contains("[\"REQ\",\"b1\",{\"kinds\":[1],\"since\":1800000000}]"));
        }
    }

    @Test
    void asksForEverythingAgainWhenItDidNotGetThatFar() {
        try (FakeRelay relay = FakeRelay.start(talk -> {
                    String id = talk.awaitRequest();
                    if (talk.number() == 1) {
                        talk.sendEvent(id, note("first").json());
                        talk.socket().sendClose(1001, "");
                    } else {
                        talk.sendEvent(id, note("first").json());
                        talk.sendEvent(id, note("second").json());
                        talk.sendStored(id);
                        talk.listen();
                    }
                });
                Subscription subscription = pool.subscribe(List.of(BY_ALICE), List.of(at(relay)))) {
            assertThat(texts(subscription, 2)).containsExactly("first", "second");
            assertThat(relay.received()).containsExactly(request(), request());
        }
    }

    @Test
    void endsWhenEveryRelayRefuses() {
        FakeRelay.Behaviour refusing = talk -> {
            String id = talk.awaitRequest();
            talk.sendEvent(id, note("the last").json());
            talk.sendClosed(id, "blocked: enough");
            talk.listen();
        };
        try (FakeRelay one = FakeRelay.start(refusing);
                FakeRelay two = FakeRelay.start(refusing);
                Subscription subscription = pool.subscribe(List.of(BY_ALICE), List.of(at(one), at(two)))) {
            assertThat(subscription.awaitLive(LONG)).isFalse();
            assertThat(subscription.states().values()).containsOnly(new Ended("blocked: enough"));

            assertThat(texts(subscription, 1)).containsExactly("the last");
            assertThatExceptionOfType(SubscriptionEnded.class)
                    .isThrownBy(() -> subscription.next(LONG))
                    .withMessageContaining("blocked: enough");
            assertThat(one.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"error: shutting down idle subscriptions", "rate-limited: not so fast", "bye", ""})
    void comesBackToARelayThatOnlyNeedsAPause(String reason) {
        try (FakeRelay relay = FakeRelay.start(talk -> {
                    String id = talk.awaitRequest();
                    if (talk.number() < 3) {
                        talk.sendClosed(id, reason);
                    } else {
                        talk.sendEvent(id, note("at last").json());
                    }
                    talk.listen();
                });
                Subscription subscription = pool.subscribe(List.of(BY_ALICE), List.of(at(relay)))) {
            assertThat(texts(subscription, 1)).containsExactly("at last");
        }
    }

    @Test
    void leavesARelayThatSendsNonsenseAndComesBack() {
        try (FakeRelay relay = FakeRelay.start(talk -> {
                    String id = talk.awaitRequest();
                    if (talk.number() == 1) {
                        while (true) {
                            talk.sendEvent(
                                    id, note("forged").withFlaw(Flaw.WRONG_ID).json());
                        }
                    }
                    talk.sendEvent(id, note("good").json());
                    talk.listen();
                });
                Subscription subscription = pool.subscribe(List.of(BY_ALICE), List.of(at(relay)))) {
            assertThat(texts(subscription, 1)).containsExactly("good");
        }
    }

    @Test
    void noticesThatARelayGivesNoSignOfLife() {
        try (FakeRelay relay = FakeRelay.start(talk -> {
                    talk.sendStored(talk.awaitRequest());
                    talk.socket().ignoreTheRest();
                });
                RelayPool watchful = RelayPool.builder().silence(MOMENT).build();
                Subscription subscription = watchful.subscribe(List.of(BY_ALICE), List.of(at(relay)))) {
            await().atMost(LONG)
                    .until(() -> subscription.states().containsValue(new Waiting("it gives no sign of life")));
        }
    }

    @Test
    void staysWithARelayThatHasNothingToSay() {
        try (FakeRelay relay = FakeRelay.start(talk -> {
                    String id = talk.awaitRequest();
                    talk.sendStored(id);
                    talk.socket().answerPings(10);
                    talk.sendEvent(id, note("at last").json());
                    talk.listen();
                });
                RelayPool watchful = RelayPool.builder().silence(MOMENT).build();
                Subscription subscription = watchful.subscribe(List.of(BY_ALICE), List.of(at(relay)))) {
            assertThat(texts(subscription, 1)).containsExactly("at last");
            assertThat(relay.connections()).isEqualTo(1);
        }
    }

    @Test
    void makesARelayWaitForSomebodyWhoIsSlow() throws InterruptedException {
        int flood = 400;
        AtomicInteger sent = new AtomicInteger();
        try (FakeRelay relay = FakeRelay.start(talk -> {
                    String id = talk.awaitRequest();
                    for (int i = 0; i < flood; i++) {
                        talk.sendEvent(id, note(i + " " + "x".repeat(190_000)).json());
                        sent.incrementAndGet();
                    }
                    talk.listen();
                });
                Subscription subscription = pool.subscribe(List.of(BY_ALICE), List.of(at(relay)))) {
            int before = -1;
            while (sent.get() > before) { // until nothing moves any more
                before = sent.get();
                Thread.sleep(Duration.ofMillis(500));
            }
            assertThat(sent)
                    .as("what the network holds is far less than the flood")
                    .hasValueLessThan(flood);

            for (int i = 0; i < flood; i++) {
                assertThat(texts(subscription, 1).getFirst()).startsWith(i + " ");
            }
        }
    }

    @Test
    void forgetsIdsThatAreLongPast() {
        try (FakeRelay relay = FakeRelay.start(talk -> {
                    String id = talk.awaitRequest();
                    for (String text : List.of("a", "b", "a", "c", "d", "a")) {
                        talk.sendEvent(id, note(text).json());
                    }
                    talk.listen();
                });
                Subscription subscription = pool.subscribe(List.of(BY_ALICE), List.of(at(relay)))) {
            assertThat(texts(subscription, 5)).containsExactly("a", "b", "c", "d", "a");
        }
    }

    @Test
    void goesOnAtOneRelayWhileAnotherIsAway() {
        RelayAddress nobody = RelayAddress.parse("ws://127.0.0.1:1");
        try (FakeRelay relay = FakeRelay.start(talk -> {
                    talk.sendStored(talk.awaitRequest());
                    talk.listen();
                });
                Subscription subscription = pool.subscribe(List.of(BY_ALICE), List.of(nobody, at(relay)))) {
            assertThat(subscription.awaitLive(LONG)).isTrue();
            assertThat(subscription.states())
                    .containsEntry(at(relay), new Live())
                    .containsEntry(nobody, new Waiting("connection refused; is the relay running?"));
        }
    }

    @Test
    void hangsUpWhenItIsClosedAndGivesWhatIsLeft() {
        try (FakeRelay relay = FakeRelay.start(talk -> {
            String id = talk.awaitRequest();
            talk.sendEvent(id, note("left").json());
            talk.sendStored(id);
            talk.listen();
        })) {
            Subscription subscription = pool.subscribe(List.of(BY_ALICE), List.of(at(relay)));
            assertThat(subscription.awaitLive(LONG)).isTrue();

            subscription.close();

            assertThat(texts(subscription, 1)).containsExactly("left");
            assertThatExceptionOfType(SubscriptionEnded.class).isThrownBy(() -> subscription.next(LONG));
            await().atMost(LONG).until(() -> relay.openConnections() == 0);
        }
    }

    @Test
    void endsWithItsPool() {
        try (FakeRelay relay = FakeRelay.start(FakeRelay.Talk::listen)) {
            Subscription subscription = pool.subscribe(List.of(BY_ALICE), List.of(at(relay)));

            pool.close();

            assertThatExceptionOfType(SubscriptionEnded.class).isThrownBy(() -> subscription.next(LONG));
            assertThatExceptionOfType(SubscriptionEnded.class)
                    .isThrownBy(() -> pool.subscribe(List.of(BY_ALICE), List.of(at(relay)))
                            .next(LONG));
            await().atMost(LONG).until(() -> relay.openConnections() == 0);
        }
    }

    @Test
    void stopsWaitingWhenInterrupted() {
        try (FakeRelay relay = FakeRelay.start(FakeRelay.Talk::listen);
                Subscription subscription = pool.subscribe(List.of(BY_ALICE), List.of(at(relay)))) {
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(Interrupted.class).isThrownBy(() -> subscription.next(LONG));
            assertThat(Thread.interrupted()).isTrue();

            Thread.currentThread().interrupt();
            assertThatExceptionOfType(Interrupted.class).isThrownBy(() -> subscription.awaitLive(LONG));
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static String request() {
        return "[\"REQ\",\"b1\"," + BY_ALICE + "]";
    }

    private static List<String> texts(Subscription subscription, int count) {
        List<String> texts = new ArrayList<>();
        while (texts.size() < count) {
            texts.add(subscription.next(LONG).orElseThrow().content());
        }
        return texts;
    }
}
