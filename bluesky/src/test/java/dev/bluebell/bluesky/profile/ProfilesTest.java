package dev.bluebell.bluesky.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluebell.bluesky.Actor;
import dev.bluebell.bluesky.Bluesky;
import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.FakeTime;
import dev.bluebell.bluesky.Handle;
import dev.bluebell.bluesky.identity.Hosts;
import dev.bluebell.bluesky.xrpc.RetryPolicy;
import dev.bluebell.testing.XrpcStub;
import dev.bluebell.testing.XrpcStub.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProfilesTest {

    private static final String GET = "app.bsky.actor.getProfile";
    private static final Did ALICE = new Did("did:plc:z72i7hdynmk6r22z27h6tvur");
    private static final Did BOB = new Did("did:plc:ewvi7nxzyoun6zhxrhs64oiz");
    private static final Handle NAME = new Handle("alice.example");

    private final XrpcStub server = XrpcStub.start();
    private final FakeTime time = new FakeTime(Instant.parse("2026-01-02T03:04:05Z"));
    private final Bluesky bluesky = Bluesky.builder()
            .hosts(new Hosts(server.url(), server.url(), "did:web:localhost#bsky_chat"))
            .clock(time)
            .retries(RetryPolicy.none())
            .build();
    private final Profiles profiles = bluesky.profiles(bluesky.nobody());

    @AfterEach
    void close() {
        bluesky.close();
        server.close();
    }

    private static Told profile(Did did, String handle, String displayName) {
        return Told.json(
                "{\"did\":\"%s\",\"handle\":\"%s\",\"displayName\":\"%s\"}".formatted(did, handle, displayName));
    }

    @Test
    void readsAllThatAProfileSays() {
        server.on(GET, Told.json("""
                {"did":"did:plc:z72i7hdynmk6r22z27h6tvur","handle":"Alice.example","displayName":"Alice",
                 "description":"hello","followersCount":5000000000,"followsCount":2,"postsCount":3,
                 "createdAt":"2023-04-12T04:53:57.057Z","labels":[{"val":"bot"},{"val":"old","neg":true}],
                 "associated":{"lists":1,"feedgens":2,"starterPacks":3,"labeler":true},
                 "viewer":{"muted":true,"blockedBy":true,"blocking":"at://x"},"somethingNew":[1]}"""));

        Profile alice = profiles.get(Actor.parse("@alice.example"));

        assertThat(alice.did()).isEqualTo(ALICE);
        assertThat(alice.handle()).contains(NAME);
        assertThat(alice.displayName()).isEqualTo("Alice");
        assertThat(alice.description()).isEqualTo("hello");
        assertThat(alice.counts()).isEqualTo(new Profile.Counts(5_000_000_000L, 2, 3));
        assertThat(alice.createdAt()).contains(Instant.parse("2023-04-12T04:53:57.057Z"));
        assertThat(alice.labels()).containsExactly("bot");
        assertThat(alice.associated()).isEqualTo(new Profile.Associated(1, 2, 3, true));
        assertThat(alice.viewer()).isEqualTo(new Profile.Viewer(true, true, Optional.of("at://x")));
        assertThat(server.asked().getFirst().query()).isEqualTo("actor=alice.example");
    }

    @Test
    void defect18ReadsProfilesThatDoNotSayWhenTheyWereMade() {
        // pysky failed.
        server.on(
                GET,
                Told.json("{\"did\":\"%s\",\"handle\":\"handle.invalid\"}".formatted(ALICE)),
                Told.json("{\"did\":\"%s\",\"handle\":\"?\",\"createdAt\":\"lately\"}".formatted(BOB)));

        assertThat(profiles.get(ALICE).createdAt()).isEmpty();
        assertThat(profiles.get(ALICE).handle()).isEmpty();
        assertThat(profiles.get(BOB).createdAt()).isEmpty();
        assertThat(profiles.get(BOB).handle()).isEmpty();
    }

    @Test
    void asksOnceAndFindsItByBothNames() {
        server.on(GET, profile(ALICE, "alice.example", "Alice"));

        Profile alice = profiles.get(NAME);

        assertThat(profiles.get(ALICE)).isEqualTo(alice);
        assertThat(profiles.get(NAME)).isEqualTo(alice);
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void asksAgainForAFreshOne() {
        server.on(GET, profile(ALICE, "alice.example", "Alice"), profile(ALICE, "alice.example", "Alicia"));
        assertThat(profiles.get(NAME).displayName()).isEqualTo("Alice");

        assertThat(profiles.fresh(NAME).displayName()).isEqualTo("Alicia");
        assertThat(profiles.get(ALICE).displayName()).isEqualTo("Alicia");
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void asksAgainWhenWhatIsKnownIsTooOld() {
        server.on(GET, profile(ALICE, "alice.example", "Alice"), profile(ALICE, "alice.example", "Alicia"));
        assertThat(profiles.get(NAME).displayName()).isEqualTo("Alice");

        time.pass(Duration.ofHours(1));

        assertThat(profiles.get(NAME, Duration.ofHours(1)).displayName()).isEqualTo("Alice");
        time.pass(Duration.ofSeconds(1));
        assertThat(profiles.get(NAME, Duration.ofHours(1)).displayName()).isEqualTo("Alicia");
    }

    @Test
    void defect18RaisesAFailureThatIsRemembered() {
        // pysky returned the row of the failure as a profile.
        server.on(
                GET, Told.error(400, "InvalidRequest", "Profile not found"), profile(ALICE, "alice.example", "Alice"));

        assertThatThrownBy(() -> profiles.get(NAME))
                .isInstanceOf(BlueskyException.Refused.class)
                .hasMessageContaining("Profile not found");
        assertThatThrownBy(() -> profiles.get(NAME))
                .isInstanceOf(BlueskyException.Unresolved.class)
                .hasMessageContaining("there was no profile of alice.example to be had at 2026-01-02T03:04:05Z")
                .hasMessageContaining("Profile not found");
        assertThat(server.asked()).hasSize(1);

        assertThat(profiles.fresh(NAME).displayName()).isEqualTo("Alice");
        assertThat(profiles.get(NAME).displayName()).isEqualTo("Alice");
    }

    @Test
    void remembersNoTroubleOfTheServer() {
        server.on(
                GET,
                Told.error(502, "UpstreamFailure", ""),
                Told.error(429, "RateLimitExceeded", ""),
                Told.error(400, "ExpiredToken", ""),
                Told.text(400, "go away"),
                profile(ALICE, "alice.example", "Alice"));
        for (int i = 0; i < 4; i++) {
            assertThatThrownBy(() -> profiles.get(NAME)).isInstanceOf(BlueskyException.Refused.class);
        }

        assertThat(profiles.get(NAME).displayName()).isEqualTo("Alice");
    }

    @Test
    void defect18FollowsAHandleThatHasMoved() {
        server.on(
                GET,
                profile(ALICE, "alice.example", "Alice"),
                profile(BOB, "alice.example", "Bob"),
                profile(ALICE, "alice.new.example", "Alice"));
        assertThat(profiles.get(NAME).did()).isEqualTo(ALICE);

        assertThat(profiles.fresh(NAME).did()).isEqualTo(BOB);

        assertThat(profiles.get(NAME).did()).isEqualTo(BOB);
        assertThat(profiles.get(ALICE).handle()).isEmpty();
        assertThat(profiles.fresh(ALICE).handle()).contains(new Handle("alice.new.example"));
    }

    @Test
    void believesNoProfileOfSomebodyElse() {
        server.on(GET, profile(BOB, "bob.example", "Bob"));

        assertThatThrownBy(() -> profiles.get(ALICE))
                .isInstanceOf(BlueskyException.BadAnswer.class)
                .hasMessageContaining("is the profile of " + BOB);
    }
}
