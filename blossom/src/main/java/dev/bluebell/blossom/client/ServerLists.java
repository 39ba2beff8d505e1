package dev.bluebell.blossom.client;

import dev.bluebell.blossom.ServerList;
import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.Filter;
import dev.bluebell.nostr.NostrException;
import dev.bluebell.nostr.PublicKey;
import dev.bluebell.nostr.Signer;
import dev.bluebell.nostr.relay.Fetched;
import dev.bluebell.nostr.relay.Published;
import dev.bluebell.nostr.relay.RelayAddress;
import dev.bluebell.nostr.relay.RelayPool;
import dev.bluebell.nostr.relay.Verdict;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Publishes and finds people's lists of Blossom servers at Nostr relays (BUD-03). Thread-safe. Relays that cannot be asked
 * are in the results; every method throws {@link NostrException.Interrupted} if the calling thread is interrupted.
 */
public final class ServerLists {

    /** How long {@link #fetch} waits if nothing else is said. */
    public static final Duration USUAL_TIMEOUT = Duration.ofSeconds(2);

    private final RelayPool pool;
    private final List<RelayAddress> relays;
    private final InstantSource clock;

    /**
     * Lists at these relays.
     *
     * @param pool the caller closes it
     * @param relays at least one
     * @param clock dates what is published
     */
    public ServerLists(RelayPool pool, Collection<RelayAddress> relays, InstantSource clock) {
        this.pool = pool;
        this.relays = List.copyOf(relays);
        this.clock = clock;
    }

    /**
     * Publishes a list, which replaces the signer's older ones.
     *
     * @throws IllegalStateException if the list is empty, which BUD-03 does not allow
     * @throws NostrException if the signer refuses
     */
    public PublishedList publish(ServerList list, Signer signer) {
        Event event = signer.sign(list.draft(clock.instant()));
        List<Published> verdicts = pool.publish(event, relays);
        boolean accepted = verdicts.stream().anyMatch(one -> one.verdict() instanceof Verdict.Accepted);
        return new PublishedList(accepted ? Optional.of(event.id()) : Optional.empty(), verdicts);
    }

    /** The newest list of the signer's own key, after at most {@link #USUAL_TIMEOUT}. */
    public FoundList fetch(Signer own) {
        return fetch(own.publicKey(), USUAL_TIMEOUT);
    }

    /**
     * As {@link #fetch(PublicKey, Duration)}, after at most {@link #USUAL_TIMEOUT}.
     *
     * @param author {@code npub1…} or 64 lower-case hex digits
     * @throws IllegalArgumentException if it is neither
     */
    public FoundList fetch(String author) {
        return fetch(PublicKey.parse(author), USUAL_TIMEOUT);
    }

    /**
     * The newest list of somebody that any of the relays has, of one second the one with the lowest id. Events that are
     * forged, or somebody else's, do not count.
     *
     * @param timeout how long to wait for the slowest relay
     */
    public FoundList fetch(PublicKey author, Duration timeout) {
        Filter filter =
                Filter.builder().authors(List.of(author)).kinds(ServerList.KIND).build();
        Fetched fetched = pool.fetch(List.of(filter), relays, timeout);
        Optional<ServerList> newest = fetched.events().stream().findFirst().map(ServerList::read);
        return new FoundList(newest, fetched.outcomes());
    }
}
