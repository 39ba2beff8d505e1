package dev.bluebell.nostr.relay;

import static dev.bluebell.nostr.relay.Parties.BY_ALICE;
import static dev.bluebell.nostr.relay.Parties.LONG;
import static dev.bluebell.nostr.relay.Parties.SHORT;
import static dev.bluebell.nostr.relay.Parties.at;
import static dev.bluebell.nostr.relay.Parties.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.EventCheck;
import dev.bluebell.nostr.EventDraft;
import dev.bluebell.nostr.KeySigner;
import dev.bluebell.nostr.NostrException;
import dev.bluebell.nostr.PublicKey;
import dev.bluebell.nostr.SecretKey;
import dev.bluebell.nostr.Signer;
import dev.bluebell.nostr.relay.FetchOutcome.Complete;
import dev.bluebell.nostr.relay.FetchOutcome.Failed;
import dev.bluebell.nostr.relay.Verdict.Accepted;
import dev.bluebell.nostr.relay.Verdict.Rejected;
import dev.bluebell.nostr.relay.Verdict.TryLater;
import dev.bluebell.testing.FakeRelay;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** NIP-42 with relays that ask too often, too late, or for nothing. */
class AuthenticationTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    private final Signer bob = new KeySigner(SecretKey.generate(new SecureRandom()), new SecureRandom());
    private final RelayPool pool =
            RelayPool.builder().timeout(LONG).clock(() -> NOW).signer(bob).build();

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void signsTheChallengeForThisRelayAndRepeatsTheCall() {
        try (FakeRelay relay = FakeRelay.start(talk -> {
            talk.send("[\"AUTH\",\"old\"]");
            talk.send("[\"AUTH\",\"new\"]");
            talk.sendOk(talk.awaitEvent(), false, "auth-required: who are you?");
            talk.sendOk(talk.awaitEvent(), true, "");
            talk.sendOk(talk.awaitEvent(), true, "");
            talk.listen();
        })) {
            assertThat(verdict(pool, relay)).isEqualTo(new Accepted(false));

            Event proof = Event.parse(
                    relay.received().get(1).replaceFirst("^\\[\"AUTH\",", "").replaceFirst("]$", ""));
            assertThat(proof.check()).isEqualTo(EventCheck.VALID);
            assertThat(proof.author()).isEqualTo(bob.publicKey());
            assertThat(proof.kind()).isEqualTo(22_242);
            assertThat(proof.createdAt()).isEqualTo(NOW);
            assertThat(proof.tags())
                    .containsExactly(List.of("relay", relay.url().toString()), List.of("challenge", "new"));
            assertThat(relay.received().get(2)).isEqualTo(relay.received().get(0));
        }
    }

    @Test
    void doesNotTellARelayWhoAsksThatOnlyWouldLikeToKnow() {
        try (FakeRelay relay = FakeRelay.start(talk -> {
            talk.send("[\"AUTH\",\"challenge\"]");
            talk.sendOk(talk.awaitEvent(), true, "");
            talk.sendStored(talk.awaitRequest());
            talk.listen();
        })) {
            assertThat(verdict(pool, relay)).isEqualTo(new Accepted(false));
            assertThat(outcome(relay)).isEqualTo(new Complete());

            assertThat(relay.received()).noneMatch(message -> message.startsWith("[\"AUTH\""));
        }
    }

    @Test
    void answersARelayOnceACallHoweverOftenItAsks() {
        try (FakeRelay relay = FakeRelay.start(talk -> {
            while (true) {
                talk.send("[\"AUTH\",\"again\"]");
                String message = talk.receive();
                if (message.startsWith("[\"REQ\"")) {
                    talk.sendClosed(message.split("\"", 5)[3], "auth-required: again");
                } else if (!message.startsWith("[\"CLOSE\"")) {
                    boolean proof = message.startsWith("[\"AUTH\"");
                    talk.sendOk(
                            message.replaceFirst(".*\"id\":\"([0-9a-f]{64})\".*", "$1"), proof, "auth-required: again");
                }
            }
        })) {
            assertThat(verdict(pool, relay)).isEqualTo(new Rejected("auth-required: again"));
            assertThat(relay.received()).hasSize(3);
            assertThat(outcome(relay)).isEqualTo(new Failed("auth-required: again"));
            assertThat(relay.received().stream().filter(message -> message.startsWith("[\"AUTH\"")))
                    .hasSize(2);
        }
    }

    @Test
    void reportsThatTheProofWasRefused() {
        try (FakeRelay relay = FakeRelay.start(talk -> {
            talk.send("[\"AUTH\",\"challenge\"]");
            talk.sendOk(talk.awaitEvent(), false, "auth-required: members only");
            talk.sendOk(talk.awaitEvent(), false, "restricted: not a member");
            talk.sendClosed(talk.awaitRequest(), "auth-required: members only");
            talk.sendOk(talk.awaitEvent(), false, "restricted: not a member");
            talk.listen();
        })) {
            assertThat(verdict(pool, relay)).isEqualTo(new Rejected("restricted: not a member"));
            assertThat(outcome(relay)).isEqualTo(new Failed("restricted: not a member"));
        }
    }

    @Test
    void doesNotWaitForAChallengeThatDoesNotCome() {
        try (FakeRelay relay = FakeRelay.start(talk -> {
                    talk.sendOk(talk.awaitEvent(), false, "auth-required: guess what");
                    talk.listen();
                });
                RelayPool impatient =
                        RelayPool.builder().timeout(SHORT).signer(bob).build()) {
            assertThat(verdict(impatient, relay)).isInstanceOf(TryLater.class);
        }
    }

    @Test
    void signsNoChallengeThatIsNone() {
        try (FakeRelay relay = FakeRelay.start(talk -> {
                    talk.send("[\"AUTH\",\"" + "x".repeat(2000) + "\"]");
                    talk.send("[\"AUTH\",\"\\ud800\"]");
                    talk.send("[\"AUTH\",[]]");
                    talk.sendOk(talk.awaitEvent(), false, "auth-required: guess what");
                    talk.listen();
                });
                RelayPool impatient =
                        RelayPool.builder().timeout(SHORT).signer(bob).build()) {
            assertThat(verdict(impatient, relay)).isInstanceOf(TryLater.class);
            assertThat(relay.received()).hasSize(1);
        }
    }

    @Test
    void saysWhatTheSignerSays() {
        Signer unwilling = new Signer() {
            @Override
            public PublicKey publicKey() {
                return bob.publicKey();
            }

            @Override
            public Event sign(EventDraft draft) {
                throw new NostrException.SubscriptionEnded("the bunker is closed");
            }
        };
        try (FakeRelay relay = FakeRelay.start(talk -> {
                    talk.send("[\"AUTH\",\"challenge\"]");
                    talk.sendOk(talk.awaitEvent(), false, "auth-required: members only");
                    talk.listen();
                });
                RelayPool refusing =
                        RelayPool.builder().timeout(LONG).signer(unwilling).build()) {
            assertThat(verdict(refusing, relay))
                    .isEqualTo(new Rejected("auth-required: members only; the signer says: the bunker is closed"));
        }
    }

    @Test
    void isNotHeldUpByASignerThatSleeps() {
        Signer asleep = new Signer() {
            @Override
            public PublicKey publicKey() {
                return bob.publicKey();
            }

            @Override
            public Event sign(EventDraft draft) {
                try {
                    Thread.sleep(Duration.ofDays(1));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return bob.sign(draft);
            }
        };
        try (FakeRelay relay = FakeRelay.start(talk -> {
                    talk.send("[\"AUTH\",\"challenge\"]");
                    talk.sendOk(talk.awaitEvent(), false, "auth-required: members only");
                    talk.listen();
                });
                RelayPool waiting =
                        RelayPool.builder().timeout(SHORT).signer(asleep).build()) {
            assertThat(verdict(waiting, relay)).isEqualTo(new TryLater("no answer in time"));
        }
    }

    private FetchOutcome outcome(FakeRelay relay) {
        return pool.fetch(List.of(BY_ALICE), List.of(at(relay)), LONG)
                .outcomes()
                .values()
                .iterator()
                .next();
    }

    private static Verdict verdict(RelayPool asking, FakeRelay relay) {
        return asking.publish(event("hello"), List.of(at(relay))).getFirst().verdict();
    }
}
