package dev.bluebell.nostr.relay;

import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.Filter;
import dev.bluebell.nostr.PublicKey;
import dev.bluebell.testing.FakeRelay;
import dev.bluebell.testing.RawEvent;
import dev.bluebell.testing.RawKey;
import java.time.Duration;
import java.util.List;

/** Who meets in the tests with fake relays, and what they say. */
final class Parties {

    /** Longer than anything takes that works. */
    static final Duration LONG = Duration.ofSeconds(30);

    /** Shorter than a test should wait for what will not come. */
    static final Duration SHORT = Duration.ofMillis(300);

    static final RawKey ALICE = RawKey.of(3);
    static final RawKey MALLORY = RawKey.of(666);

    static final Filter BY_ALICE =
            Filter.builder().authors(List.of(new PublicKey(ALICE.publicKey()))).build();

    private Parties() {}

    static RawEvent note(String content) {
        return new RawEvent(ALICE, 1, 1_700_000_000).withContent(content);
    }

    static Event event(String content) {
        return Event.parse(note(content).json());
    }

    static RelayAddress at(FakeRelay relay) {
        return new RelayAddress(relay.url());
    }
}
