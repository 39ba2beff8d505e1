package dev.bluebell.nostr.relay;

import static dev.bluebell.nostr.relay.Parties.LONG;
import static dev.bluebell.nostr.relay.Parties.SHORT;
import static dev.bluebell.nostr.relay.Parties.at;
import static dev.bluebell.nostr.relay.Parties.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.NostrException;
import dev.bluebell.nostr.relay.Verdict.Accepted;
import dev.bluebell.nostr.relay.Verdict.Rejected;
import dev.bluebell.nostr.relay.Verdict.TryLater;
import dev.bluebell.testing.FakeOrigin;
import dev.bluebell.testing.FakeRelay;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Publishing to relays of every kind. */
class PublishTest {

    private static final Event NOTE = event("hello");

    private final RelayPool patient = RelayPool.builder().timeout(LONG).build();
    private final RelayPool impatient = RelayPool.builder().timeout(SHORT).build();

    @AfterEach
    void close() {
        patient.close();
        impatient.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true  | ''                              | accepted",
                "true  | 'duplicate: have it'            | duplicate",
                "false | 'duplicate: have it'            | duplicate",
                "true  | 'pow: thank you for the effort' | accepted",
                "false | 'rate-limited: slow down'       | later",
                "false | 'error: disk full'              | later",
                "false | 'blocked: you are banned'       | rejected",
                "false | 'auth-required: members only'   | rejected",
                "false | 'no'                            | rejected",
                "false | ''                              | rejected",
            })
    void understandsTheWordOfARelay(boolean accepted, String reason, String meaning) {
        try (FakeRelay relay = FakeRelay.start(talk -> {
            talk.sendOk(talk.awaitEvent(), accepted, reason);
            talk.listen();
        })) {
            assertThat(verdict(patient, relay))
                    .isEqualTo(
                            switch (meaning) {
                                case "accepted" -> new Accepted(false);
                                case "duplicate" -> new Accepted(true);
                                case "later" -> new TryLater(reason);
                                default -> new Rejected(reason);
                            });
        }
    }

    @Test
    void showsAReasonOnOneLineOfBoundedLength() {
        try (FakeRelay relay = FakeRelay.start(talk -> {
            talk.sendOk(talk.awaitEvent(), false, "blocked: \\u001b[31m\\n" + "x".repeat(10_000));
            talk.listen();
        })) {
            assertThat(verdict(patient, relay)).isInstanceOfSatisfying(Rejected.class, rejected -> {
                assertThat(rejected.reason()).hasSizeLessThan(301).matches("blocked: \\[31m x+");
                assertThat(rejected.prefix()).contains("blocked");
            });
        }
    }

    @Test
    void doesNotWaitForARelayThatSaysNothing() {
        try (FakeRelay relay = FakeRelay.start(FakeRelay.Talk::listen)) {
            assertThat(verdict(impatient, relay)).isEqualTo(new TryLater("no answer in time"));
        }
    }

    @Test
    void doesNotTakeTheWordOnAnotherEventForAnAnswer() {
        try (FakeRelay relay = FakeRelay.start(talk -> {
            talk.awaitEvent();
            talk.sendOk("0".repeat(64), true, "");
            talk.sendOk(event("another").id(), true, "");
            talk.listen();
        })) {
            assertThat(verdict(impatient, relay)).isEqualTo(new TryLater("no answer in time"));
        }
    }

    @Test
    void findsTheAnswerBetweenNonsense() {
        try (FakeRelay relay = FakeRelay.start(talk -> {
            String id = talk.awaitEvent();
            talk.send("[\"NOTICE\",\"welcome\"]");
            talk.send("[\"OK\"");
            talk.send("[\"OK\",\"" + id + "\"]");
            talk.send("[\"COUNT\",\"x\",{\"count\":1}]");
            talk.send("{\"OK\":true}");
            talk.send("");
            talk.send("[\"EVENT\",\"b1\",{}]");
            talk.send("[".repeat(10_000));
            talk.socket().ping();
            talk.sendOk(id, true, "");
            talk.listen();
        })) {
            assertThat(verdict(patient, relay)).isEqualTo(new Accepted(false));
        }
    }

    @Test
    void triesOnceMoreWhenAKeptConnectionIsGone() {
        try (FakeRelay relay = FakeRelay.start(talk -> {
            talk.sendOk(talk.awaitEvent(), true, "");
            talk.receive(); // the second event on the first connection gets no answer
        })) {
            assertThat(verdict(patient, relay)).isEqualTo(new Accepted(false));
            assertThat(patient.publish(event("second"), List.of(at(relay))))
                    .containsExactly(new Published(at(relay), new Accepted(false)));
            assertThat(relay.connections()).isEqualTo(2);
        }
    }

    @Test
    void givesUpOnARelayThatHangsUpTwice() {
        try (FakeRelay relay = FakeRelay.start(talk -> {
            talk.awaitEvent();
            talk.socket().sendClose(1012, "restart");
        })) {
            assertThat(verdict(patient, relay)).isEqualTo(new TryLater("it closed the connection (1012 restart)"));
            assertThat(relay.connections()).isEqualTo(2);
        }
    }

    @Test
    void usesOneConnectionForManyEventsAndClosesItWhenNobodyNeedsIt() {
        try (FakeRelay relay = FakeRelay.start(talk -> {
                    while (true) {
                        talk.sendOk(talk.awaitEvent(), true, "");
                    }
                });
                RelayPool pool =
                        RelayPool.builder().timeout(LONG).silence(SHORT).build()) {
            for (int i = 0; i < 5; i++) {
                pool.publish(event("note " + i), List.of(at(relay)));
            }

            assertThat(relay.connections()).isEqualTo(1);
            Awaitility.await().atMost(LONG).until(() -> relay.openConnections() == 0);
        }
    }

    @Test
    void asksEachRelayOnceHoweverOftenItIsNamed() {
        try (FakeRelay relay = FakeRelay.start(talk -> {
            while (true) {
                talk.sendOk(talk.awaitEvent(), true, "");
            }
        })) {
            assertThat(patient.publish(NOTE, List.of(at(relay), at(relay)))).hasSize(1);
            assertThat(relay.received()).hasSize(1);
        }
    }

    @Test
    void hangsUpWhenThePoolIsClosed() {
        try (FakeRelay relay = FakeRelay.start(talk -> {
            talk.sendOk(talk.awaitEvent(), true, "");
            talk.listen();
        })) {
            verdict(patient, relay);
            assertThat(relay.openConnections()).isEqualTo(1);

            patient.close();

            Awaitility.await().atMost(LONG).until(() -> relay.openConnections() == 0);
        }
    }

    @Test
    void saysWhatAnswersWhereNoRelayIs() {
        try (FakeOrigin origin = FakeOrigin.start()) {
            URI elsewhere = origin.at("/elsewhere", FakeOrigin.status(200));
            origin.at("/moved", FakeOrigin.redirect(302, elsewhere.toString()));
            origin.at("/endless", FakeOrigin.endless());
            origin.at("/silent", FakeOrigin.silence());
            origin.at("/odd", FakeOrigin.raw("hello\r\n\r\n"));

            assertThat(verdict(patient, origin, "/none"))
                    .isEqualTo(new TryLater("no relay answers there, but HTTP status 404"));
            assertThat(verdict(patient, origin, "/moved"))
                    .isEqualTo(new TryLater("no relay answers there, but HTTP status 302"));
            assertThat(origin.requests("/elsewhere")).isEmpty();
            assertThat(verdict(impatient, origin, "/silent")).isEqualTo(new TryLater("no connection in time"));
            assertThat(verdict(patient, origin, "/odd")).isInstanceOf(TryLater.class);
        }
    }

    @Test
    void doesNotTalkToRelaysWhereOthersCanReadAlong() {
        RelayAddress open = RelayAddress.parse("ws://relay.example");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> patient.publish(NOTE, List.of(open)))
                .withMessage("everybody on the way to ws://relay.example could read along; use wss://");
        assertThatIllegalArgumentException().isThrownBy(() -> patient.fetch(List.of(), List.of(open), LONG));
        try (RelayPool careless =
                RelayPool.builder().timeout(SHORT).allowUnprotected(true).build()) {
            assertThat(careless.publish(NOTE, List.of(RelayAddress.parse("ws://relay.invalid"))))
                    .hasSize(1);
        }
    }

    @Test
    void wantsSomebodyToPublishTo() {
        assertThatIllegalArgumentException().isThrownBy(() -> patient.publish(NOTE, List.of()));
    }

    @Test
    void refusesAnHttpClientThatFollowsRedirects() {
        try (HttpClient follower = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RelayPool.builder().httpClient(follower));
        }
    }

    @Test
    void stopsWaitingWhenInterrupted() {
        try (FakeRelay relay = FakeRelay.start(FakeRelay.Talk::listen)) {
            Thread.currentThread().interrupt();

            assertThatExceptionOfType(NostrException.Interrupted.class).isThrownBy(() -> verdict(patient, relay));
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static Verdict verdict(RelayPool pool, FakeRelay relay) {
        return pool.publish(NOTE, List.of(at(relay))).getFirst().verdict();
    }

    private static Verdict verdict(RelayPool pool, FakeOrigin origin, String path) {
        RelayAddress relay = RelayAddress.parse("ws://127.0.0.1:%d%s".formatted(origin.port(), path));
        return pool.publish(NOTE, List.of(relay)).getFirst().verdict();
    }
}
