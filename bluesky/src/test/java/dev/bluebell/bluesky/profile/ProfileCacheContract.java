package dev.bluebell.bluesky.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Handle;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every memory for profiles does. */
public abstract class ProfileCacheContract {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00.123456Z");
    private static final Instant LATER = NOON.plusSeconds(60);
    private static final Did ALICE = new Did("did:plc:z72i7hdynmk6r22z27h6tvur");
    private static final Did BOB = new Did("did:web:bob.example");
    private static final Handle NAME = new Handle("alice.example");

    protected abstract ProfileCache cache();

    @Test
    void findsAProfileByItsDidAndByItsHandle() {
        CachedProfile alice = new CachedProfile.Known(profile(ALICE, NAME), NOON);

        cache().save(profile(ALICE, NAME), NOON);

        assertThat(cache().find(ALICE)).contains(alice);
        assertThat(cache().find(new Handle("ALICE.example"))).contains(alice);
        assertThat(cache().find(BOB)).isEmpty();
        assertThat(cache().find(new Handle("bob.example"))).isEmpty();
    }

    @Test
    void keepsProfilesThatSayLittle() {
        Profile little = new Profile(
                ALICE,
                Optional.empty(),
                "",
                "",
                new Profile.Counts(0, 0, 0),
                List.of(),
                Optional.empty(),
                new Profile.Associated(0, 0, 0, false),
                new Profile.Viewer(false, false, Optional.empty()));
        Profile other = new Profile(
                BOB,
                Optional.empty(),
                "Bob 😀",
                "two\nlines",
                new Profile.Counts(1, 2, 3),
                List.of("!no-unauthenticated"),
                Optional.of(NOON),
                new Profile.Associated(4, 5, 6, true),
                new Profile.Viewer(true, true, Optional.of("at://did:web:bob.example/app.bsky.graph.block/1")));

        cache().save(little, NOON);
        cache().save(other, NOON);

        assertThat(cache().find(ALICE)).contains(new CachedProfile.Known(little, NOON));
        assertThat(cache().find(BOB)).contains(new CachedProfile.Known(other, NOON));
    }

    @Test
    void takesANewerProfileInThePlaceOfTheOlder() {
        cache().save(profile(ALICE, NAME), NOON);
        cache().save(profile(ALICE, new Handle("alice.new.example")), LATER);

        assertThat(cache().find(NAME)).isEmpty();
        assertThat(cache().find(ALICE))
                .contains(new CachedProfile.Known(profile(ALICE, new Handle("alice.new.example")), LATER));
    }

    @Test
    void defect18TakesAHandleThatHasMovedFromTheAccountThatHadIt() {
        // pysky broke its unique index.
        cache().save(profile(ALICE, NAME), NOON);
        cache().save(profile(BOB, NAME), LATER);

        assertThat(cache().find(NAME)).contains(new CachedProfile.Known(profile(BOB, NAME), LATER));
        assertThat(cache().find(BOB)).contains(new CachedProfile.Known(profile(BOB, NAME), LATER));
        assertThat(cache().find(ALICE))
                .contains(new CachedProfile.Known(profile(ALICE, NAME).withoutHandle(), NOON));
    }

    @Test
    void takesAHandleThatTwoAccountsHaveExchanged() {
        Handle other = new Handle("bob.example");
        cache().save(profile(ALICE, NAME), NOON);
        cache().save(profile(BOB, other), NOON);

        cache().save(profile(ALICE, other), LATER);
        cache().save(profile(BOB, NAME), LATER);

        assertThat(cache().find(NAME)).contains(new CachedProfile.Known(profile(BOB, NAME), LATER));
        assertThat(cache().find(other)).contains(new CachedProfile.Known(profile(ALICE, other), LATER));
    }

    @Test
    void defect18RemembersAFailureAsAFailure() {
        // pysky gave back the row of a failure as if it were a profile.
        cache().saveFailure(NAME, "400 InvalidRequest - Profile not found", NOON);
        cache().saveFailure(BOB, "400 AccountDeactivated", NOON);

        assertThat(cache().find(NAME))
                .contains(new CachedProfile.Failed("400 InvalidRequest - Profile not found", NOON));
        assertThat(cache().find(BOB)).contains(new CachedProfile.Failed("400 AccountDeactivated", NOON));
    }

    @Test
    void hasTheNewerFailure() {
        cache().saveFailure(NAME, "400 A", NOON);
        cache().saveFailure(NAME, "400 B", LATER);

        assertThat(cache().find(NAME)).contains(new CachedProfile.Failed("400 B", LATER));
    }

    @Test
    void remembersAFailureOfAnAccountThatHadAProfile() {
        cache().save(profile(ALICE, NAME), NOON);
        cache().saveFailure(NAME, "400 AccountTakedown", LATER);

        CachedProfile failed = new CachedProfile.Failed("400 AccountTakedown", LATER);
        assertThat(cache().find(NAME)).contains(failed);
        assertThat(cache().find(ALICE)).contains(failed);
    }

    @Test
    void forgetsAFailureWhenThereIsAProfile() {
        cache().saveFailure(NAME, "400 InvalidRequest", NOON);
        cache().saveFailure(ALICE, "400 InvalidRequest", NOON);

        cache().save(profile(ALICE, NAME), LATER);

        CachedProfile known = new CachedProfile.Known(profile(ALICE, NAME), LATER);
        assertThat(cache().find(NAME)).contains(known);
        assertThat(cache().find(ALICE)).contains(known);
    }

    private static Profile profile(Did did, Handle handle) {
        return new Profile(
                did,
                Optional.of(handle),
                "Name of " + did,
                "é\n😀",
                new Profile.Counts(5_000_000_000L, 7, 8),
                List.of("bot", "porn"),
                Optional.of(Instant.parse("2023-04-12T04:53:57.057Z")),
                new Profile.Associated(1, 2, 3, false),
                new Profile.Viewer(false, true, Optional.empty()));
    }
}
