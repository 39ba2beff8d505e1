package dev.bluebell.nostr.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.EventDraft;
import dev.bluebell.nostr.Filter;
import dev.bluebell.nostr.KeySigner;
import dev.bluebell.nostr.SecretKey;
import dev.bluebell.nostr.Signer;
import dev.bluebell.nostr.relay.FetchOutcome.Complete;
import dev.bluebell.nostr.relay.FetchOutcome.Failed;
import dev.bluebell.nostr.relay.SubscriptionState.Live;
import dev.bluebell.nostr.relay.SubscriptionState.Waiting;
import dev.bluebell.nostr.relay.Verdict.Accepted;
import dev.bluebell.nostr.relay.Verdict.Rejected;
import dev.bluebell.nostr.relay.Verdict.TryLater;
import dev.bluebell.testing.RealRelay;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against relays that are not ours. */
class RealRelayTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private final Instant now = Instant.now();

    private static RealRelay one;
    private static RealRelay two;
    private static RealRelay members;

    private final Signer alice = new KeySigner(SecretKey.generate(new SecureRandom()), new SecureRandom());
    private final RelayPool pool = RelayPool.builder().timeout(LONG).build();

    @BeforeAll
    static void start() {
        one = RealRelay.start();
        two = RealRelay.start();
        members = RealRelay.startForMembers();
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
        members.close();
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void takesAnEventAndGivesItBack() {
        Event note = note("hello", 0);

        assertThat(pool.publish(note, List.of(at(one)))).containsExactly(new Published(at(one), new Accepted(false)));
        Fetched fetched = pool.fetch(List.of(byAlice()), List.of(at(one)), LONG);

        assertThat(fetched.events()).containsExactly(note);
        assertThat(fetched.outcomes()).containsExactly(Map.entry(at(one), new Complete()));
    }

    @Test
    void saysThatItHadTheEventBefore() {
        Event note = note("twice", 0);

        pool.publish(note, List.of(at(one)));

        assertThat(pool.publish(note, List.of(at(one)))).containsExactly(new Published(at(one), new Accepted(true)));
    }

    @Test
    void saysWhyItDoesNotWantAnEvent() {
        Event good = note("hello", 0);
        Event forged = new Event(
                good.id(), good.author(), good.createdAt(), good.kind(), good.tags(), "changed", good.signature());

        assertThat(pool.publish(forged, List.of(at(one)))).singleElement().satisfies(published -> {
            assertThat(published.verdict()).isInstanceOf(Rejected.class);
            assertThat(((Rejected) published.verdict()).prefix()).contains("invalid");
        });
    }

    @Test
    void givesTheEventsOfSeveralRelaysOnceAndTheNewestFirst() {
        Event first = note("first", -20);
        Event both = note("both", -10);
        Event last = note("last", 0);
        pool.publish(first, List.of(at(one)));
        pool.publish(both, List.of(at(one), at(two)));
        pool.publish(last, List.of(at(two)));

        Fetched fetched = pool.fetch(List.of(byAlice()), List.of(at(one), at(two)), LONG);

        assertThat(fetched.events()).containsExactly(last, both, first);
        assertThat(fetched.outcomes().values()).containsOnly(new Complete());
    }

    @Test
    void saysWhichRelayCannotBeReachedAndUsesTheOthers() {
        RelayAddress nobody = RelayAddress.parse("ws://127.0.0.1:1");
        Event note = note("hello", 0);

        assertThat(pool.publish(note, List.of(nobody, at(one))))
                .containsExactly(
                        new Published(nobody, new TryLater("connection refused; is the relay running?")),
                        new Published(at(one), new Accepted(false)));
        Fetched fetched = pool.fetch(List.of(byAlice()), List.of(nobody, at(one)), LONG);

        assertThat(fetched.events()).containsExactly(note);
        assertThat(fetched.outcomes().get(nobody)).isEqualTo(new Failed("connection refused; is the relay running?"));
    }

    @Test
    void givesWhatIsStoredAndThenWhatIsNew() {
        Event old = note("old", -10);
        Event fresh = note("new", 0);
        pool.publish(old, List.of(at(one), at(two)));

        try (Subscription subscription = pool.subscribe(List.of(byAlice()), List.of(at(one), at(two)))) {
            assertThat(subscription.next(LONG)).contains(old);
            assertThat(subscription.awaitLive(LONG)).isTrue();
            assertThat(subscription.states().values()).containsOnly(new Live());
            pool.publish(fresh, List.of(at(one), at(two)));

            assertThat(subscription.next(LONG)).contains(fresh);
            assertThat(subscription.next(Duration.ofMillis(100))).isEmpty();
        }
    }

    @Test
    void goesOnAfterARelayWasAway() {
        RelayPool quick = RelayPool.builder()
                .timeout(LONG)
                .pauses(Duration.ofMillis(10), Duration.ofMillis(50))
                .build();
        RealRelay relay = RealRelay.start();
        RelayAddress address = at(relay);
        try (quick;
                Subscription subscription = quick.subscribe(List.of(byAlice()), List.of(address))) {
            Event before = note("before", 0);
            quick.publish(before, List.of(address));
            assertThat(subscription.next(LONG)).contains(before);
            assertThat(subscription.awaitLive(LONG)).isTrue();

            relay.close();
            Awaitility.await().atMost(LONG).until(() -> subscription.states().get(address) instanceof Waiting);
            relay = RealRelay.startOn(address.uri().getPort());
            Event after = note("after", 1);
            quick.publish(after, List.of(address));

            assertThat(subscription.next(LONG)).contains(after);
        } finally {
            relay.close();
        }
    }

    @Test
    void tellsARelayForMembersWhoAsks() {
        RelayPool member = RelayPool.builder().timeout(LONG).signer(alice).build();
        Event note = note("for members", 0);

        try (member;
                Subscription subscription = member.subscribe(List.of(byAlice()), List.of(at(members)))) {
            assertThat(subscription.awaitLive(LONG)).isTrue();
            assertThat(member.publish(note, List.of(at(members))))
                    .containsExactly(new Published(at(members), new Accepted(false)));

            assertThat(member.fetch(List.of(byAlice()), List.of(at(members)), LONG)
                            .events())
                    .containsExactly(note);
            assertThat(subscription.next(LONG)).contains(note);
        }
    }

    @Test
    void staysOutsideOfARelayForMembersWithoutAKey() {
        Event note = note("for members", 0);

        assertThat(pool.publish(note, List.of(at(members))))
                .containsExactly(new Published(at(members), new Rejected("auth-required: members only")));
        assertThat(pool.fetch(List.of(byAlice()), List.of(at(members)), LONG).outcomes())
                .containsEntry(at(members), new Failed("auth-required: members only"));
    }

    private Filter byAlice() {
        return Filter.builder().authors(List.of(alice.publicKey())).build();
    }

    private Event note(String text, int seconds) {
        return alice.sign(new EventDraft(now.plusSeconds(seconds), 1, List.of(), text));
    }

    private static RelayAddress at(RealRelay relay) {
        return new RelayAddress(relay.url());
    }
}
