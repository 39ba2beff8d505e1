package dev.bluebell.nostr.relay;

import static dev.bluebell.nostr.relay.Parties.BY_ALICE;
import static dev.bluebell.nostr.relay.Parties.LONG;
import static dev.bluebell.nostr.relay.Parties.MALLORY;
import static dev.bluebell.nostr.relay.Parties.SHORT;
import static dev.bluebell.nostr.relay.Parties.at;
import static dev.bluebell.nostr.relay.Parties.event;
import static dev.bluebell.nostr.relay.Parties.note;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.Filter;
import dev.bluebell.nostr.relay.FetchOutcome.Complete;
import dev.bluebell.nostr.relay.FetchOutcome.Failed;
import dev.bluebell.nostr.relay.FetchOutcome.TimedOut;
import dev.bluebell.testing.FakeRelay;
import dev.bluebell.testing.RawEvent;
import dev.bluebell.testing.RawEvent.Flaw;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Asking relays that answer badly. */
class FetchTest {

    private static final RelayLimits SMALL = new RelayLimits(2000, 10_000, 10_000, 1, 10, 3);

    private final RelayPool pool = RelayPool.builder().build();
    private final RelayPool strict = RelayPool.builder().limits(SMALL).build();

    @AfterEach
    void close() {
        pool.close();
        strict.close();
    }

    @Test
    void leavesOutWhatIsForgedOrWasNotAskedFor() {
        try (FakeRelay relay = FakeRelay.start(talk -> {
            String id = talk.awaitRequest();
            talk.sendEvent(id, note("forged").withFlaw(Flaw.WRONG_SIGNATURE).json());
            talk.sendEvent(id, note("changed").withFlaw(Flaw.WRONG_ID).json());
            talk.sendEvent(id, note("shifted").json().replace("shifted", "changed"));
            talk.sendEvent(id, new RawEvent(MALLORY, 1, 1_700_000_000).json());
            talk.sendEvent(id, "{\"id\":1}");
            talk.sendEvent(id, "\"text\"");
            talk.sendEvent(id, note("half").json().substring(0, 90));
            talk.sendEvent("b999", note("for somebody else").json());
            talk.sendEvent(id, note("good").json());
            talk.sendEvent(id, note("good").withFlaw(Flaw.WRONG_SIGNATURE).json());
            talk.sendStored(id);
            talk.listen();
        })) {
            Fetched fetched = pool.fetch(List.of(BY_ALICE), List.of(at(relay)), LONG);

            assertThat(texts(fetched)).containsExactly("good");
            assertThat(fetched.outcomes()).containsEntry(at(relay), new Complete());
        }
    }

    @Test
    void takesWhatFitsAnyOfTheFilters() {
        Filter kindSeven = Filter.builder().kinds(7).build();
        try (FakeRelay relay = FakeRelay.start(talk -> {
            String id = talk.awaitRequest();
            talk.sendEvent(id, note("by alice").json());
            talk.sendEvent(id, new RawEvent(MALLORY, 7, 1_700_000_000).json());
            talk.sendEvent(id, new RawEvent(MALLORY, 8, 1_700_000_000).json());
            talk.sendStored(id);
            talk.listen();
        })) {
            assertThat(pool.fetch(List.of(BY_ALICE, kindSeven), List.of(at(relay)), LONG)
                            .events())
                    .extracting(Event::kind)
                    .containsExactlyInAnyOrder(1, 7);
        }
    }

    @Test
    void ordersEventsOfOneSecondByTheirIds() {
        List<Event> sent = List.of(event("a"), event("b"), event("c"), event("d"));
        try (FakeRelay relay = FakeRelay.start(talk -> {
            String id = talk.awaitRequest();
            for (Event event : sent) {
                talk.sendEvent(id, event.toJson());
            }
            talk.sendStored(id);
            talk.listen();
        })) {
            assertThat(pool.fetch(List.of(BY_ALICE), List.of(at(relay)), LONG).events())
                    .extracting(Event::id)
                    .containsExactlyElementsOf(
                            sent.stream().map(Event::id).sorted().toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"EVENT\",", "nonsense", "[[[[[[[[[[[[[[[[[[[[", "[\"OK\"]", "[\"AUTH\",\"\"]", "{}"})
    void hangsUpOnARelayThatSendsTooMuchNonsense(String nonsense) {
        try (FakeRelay relay = FakeRelay.start(talk -> {
            talk.awaitRequest();
            while (true) {
                talk.send(nonsense);
            }
        })) {
            assertThat(outcome(strict, relay, LONG))
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.reason()).startsWith("it sends nonsense: "));
        }
    }

    @Test
    void bearsAsMuchNonsenseAsTheLimitSays() {
        try (FakeRelay relay = FakeRelay.start(talk -> {
            String id = talk.awaitRequest();
            talk.send("nonsense");
            talk.send("nonsense");
            talk.sendStored(id);
            talk.listen();
        })) {
            assertThat(outcome(strict, relay, LONG)).isEqualTo(new Complete());
        }
    }

    @Test
    void readsAMessageOfTheLongestLengthInManyParts() {
        Event longest = event("x"
                .repeat(2000
                        - "[\"EVENT\",\"b1\",]".length()
                        - event("").toJson().length()));
        try (FakeRelay relay = FakeRelay.start(talk -> {
            String id = talk.awaitRequest();
            String message = "[\"EVENT\",\"%s\",%s]".formatted(id, longest.toJson());
            talk.socket().sendFirst(message.substring(0, 1));
            for (int i = 1; i < message.length(); i += 7) {
                int end = Math.min(i + 7, message.length());
                talk.socket().sendNext(message.substring(i, end), end == message.length());
                talk.socket().ping();
            }
            talk.sendStored(id);
            talk.listen();
        })) {
            assertThat(strict.fetch(List.of(BY_ALICE), List.of(at(relay)), LONG).events())
                    .containsExactly(longest);
        }
    }

    @Test
    void hangsUpOnLongerMessagesHoweverTheyAreSent() {
        String tooLong = "it sends a message of more than 2000 characters";
        String text = "[\"NOTICE\",\"" + "x".repeat(2000) + "\"]";

        assertThat(afterRequest(talk -> talk.send(text))).isEqualTo(new Failed(tooLong));
        assertThat(afterRequest(talk -> {
                    talk.socket().promise(1L << 62);
                    while (true) {
                        talk.socket().raw(new byte[64 * 1024]);
                    }
                }))
                .isEqualTo(new Failed(tooLong));
        assertThat(afterRequest(talk -> {
                    talk.socket().sendFirst("[");
                    while (true) {
                        talk.socket().sendNext("0,", false);
                    }
                }))
                .isEqualTo(new Failed(tooLong));
        assertThat(afterRequest(talk -> {
                    talk.socket().sendFirst("");
                    while (true) {
                        talk.socket().sendNext("", false);
                    }
                }))
                .isEqualTo(new Failed(tooLong));
    }

    @Test
    void hangsUpOnWhatIsNoTextOrNoWebSocket() {
        assertThat(afterRequest(talk -> talk.socket().frame(0x82, new byte[10])))
                .isEqualTo(new Failed("it sends something else than text"));
        assertThat(afterRequest(talk -> talk.socket().frame(0xF1, new byte[10])))
                .isInstanceOf(Failed.class);
        assertThat(afterRequest(talk -> talk.socket().frame(0x81, new byte[] {(byte) 0xC0, (byte) 0x80})))
                .isInstanceOf(Failed.class);
    }

    @Test
    void givesWhatCameInTimeFromARelayThatFindsNoEnd() {
        try (FakeRelay relay = FakeRelay.start(talk -> {
            talk.sendEvent(talk.awaitRequest(), note("hello").json());
            talk.listen();
        })) {
            Fetched fetched = pool.fetch(List.of(BY_ALICE), List.of(at(relay)), Duration.ofSeconds(1));

            assertThat(texts(fetched)).containsExactly("hello");
            assertThat(fetched.outcomes()).containsEntry(at(relay), new TimedOut());
        }
    }

    @Test
    void givesWhatCameBeforeTheConnectionWasLost() {
        try (FakeRelay relay = FakeRelay.start(talk -> talk.sendEvent(
                talk.awaitRequest(), note("on connection " + talk.number()).json()))) {
            Fetched fetched = pool.fetch(List.of(BY_ALICE), List.of(at(relay)), LONG);

            assertThat(texts(fetched)).containsExactlyInAnyOrder("on connection 1", "on connection 2");
            assertThat(fetched.outcomes().get(at(relay))).isInstanceOf(Failed.class);
        }
    }

    @Test
    void saysWhyARelayRefuses() {
        assertThat(afterRequest(talk -> {
                    talk.sendClosed("b1", "blocked: go away");
                    talk.listen();
                }))
                .isEqualTo(new Failed("blocked: go away"));
    }

    @Test
    void takesNoMoreFromOneRelayThanTheLimitSays() {
        AtomicInteger sent = new AtomicInteger();
        try (FakeRelay relay = FakeRelay.start(talk -> {
            String id = talk.awaitRequest();
            while (true) {
                talk.sendEvent(
                        id, note(sent.incrementAndGet() + "x".repeat(1000)).json());
            }
        })) {
            Fetched fetched = strict.fetch(List.of(BY_ALICE), List.of(at(relay)), LONG);

            assertThat(fetched.outcomes())
                    .containsEntry(
                            at(relay), new Failed("it gives more than 10000 characters of events; ask for fewer"));
            assertThat(fetched.events()).hasSizeBetween(1, 9);
        }
    }

    @Test
    void isNotHeldUpByAFloodOfOneEvent() {
        String same = note("again").json();
        try (FakeRelay relay = FakeRelay.start(talk -> {
            String id = talk.awaitRequest();
            while (true) {
                talk.sendEvent(id, same);
            }
        })) {
            Fetched fetched = strict.fetch(List.of(BY_ALICE), List.of(at(relay)), SHORT);

            assertThat(fetched.events()).hasSizeLessThan(2);
            assertThat(fetched.outcomes()).containsEntry(at(relay), new TimedOut());
        }
    }

    @Test
    void endsTheSubscriptionWhenItHasWhatItWants() {
        try (FakeRelay relay = FakeRelay.start(talk -> {
            talk.sendStored(talk.awaitRequest());
            talk.listen();
        })) {
            pool.fetch(List.of(BY_ALICE), List.of(at(relay)), LONG);

            Awaitility.await()
                    .atMost(LONG)
                    .untilAsserted(() -> assertThat(relay.received())
                            .containsExactly("[\"REQ\",\"b1\"," + BY_ALICE + "]", "[\"CLOSE\",\"b1\"]"));
        }
    }

    @Test
    void asksARelayNoMoreAtATimeThanTheLimitSays() throws InterruptedException {
        AtomicInteger open = new AtomicInteger();
        AtomicInteger mostOpen = new AtomicInteger();
        int callers = 5;
        CountDownLatch done = new CountDownLatch(callers);
        try (FakeRelay relay = FakeRelay.start(talk -> {
            while (true) {
                String message = talk.receive();
                if (message.startsWith("[\"CLOSE\"")) {
                    open.decrementAndGet();
                } else {
                    mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
                    talk.sendStored(message.split("\"", 5)[3]);
                }
            }
        })) {
            for (int i = 0; i < callers; i++) {
                Thread.ofVirtual().start(() -> {
                    if (outcome(strict, relay, LONG) instanceof Complete) {
                        done.countDown();
                    }
                });
            }
            done.await();

            assertThat(mostOpen).hasValue(1);
        }
    }

    @Test
    void isNotHarmedByOneBadRelayAmongGoodOnes() {
        try (FakeRelay bad = FakeRelay.start(talk -> {
                    String id = talk.awaitRequest();
                    talk.sendEvent(
                            id, note("forged").withFlaw(Flaw.WRONG_SIGNATURE).json());
                    talk.sendEvent(
                            id, note("good").withFlaw(Flaw.WRONG_SIGNATURE).json());
                    talk.socket().ignoreTheRest();
                });
                FakeRelay good = FakeRelay.start(talk -> {
                    String id = talk.awaitRequest();
                    talk.sendEvent(id, note("good").json());
                    talk.sendStored(id);
                    talk.listen();
                })) {
            Fetched fetched = pool.fetch(List.of(BY_ALICE), List.of(at(bad), at(good)), Duration.ofSeconds(1));

            assertThat(texts(fetched)).containsExactly("good");
            assertThat(fetched.outcomes().values()).containsExactly(new TimedOut(), new Complete());
        }
    }

    @Test
    void wantsAFilterAndARelay() {
        RelayAddress relay = RelayAddress.parse("wss://relay.example");

        assertThatIllegalArgumentException().isThrownBy(() -> pool.fetch(List.of(), List.of(relay), LONG));
        assertThatIllegalArgumentException().isThrownBy(() -> pool.fetch(List.of(BY_ALICE), List.of(), LONG));
    }

    /** What a relay does when it was asked. */
    @FunctionalInterface
    private interface Answer {

        void to(FakeRelay.Talk talk) throws IOException;
    }

    private FetchOutcome afterRequest(Answer answer) {
        try (FakeRelay relay = FakeRelay.start(talk -> {
            talk.awaitRequest();
            answer.to(talk);
            talk.listen();
        })) {
            return outcome(strict, relay, LONG);
        }
    }

    private static List<String> texts(Fetched fetched) {
        return fetched.events().stream().map(Event::content).toList();
    }

    private static FetchOutcome outcome(RelayPool asking, FakeRelay relay, Duration timeout) {
        return asking.fetch(List.of(BY_ALICE), List.of(at(relay)), timeout)
                .outcomes()
                .values()
                .iterator()
                .next();
    }
}
