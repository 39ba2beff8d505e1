package dev.bluebell.nostr.relay;

import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.EventDraft;
import dev.bluebell.nostr.Signer;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/**
 * The proof to one relay of who asks (NIP-42). It is given only to a relay that refused something for want of it, since
 * it tells the relay who sits at this address. Thread-safe.
 */
final class Authentication {

    private static final int KIND = 22_242;

    private final RelayAddress relay;
    private final Signer signer;
    private final InstantSource clock;
    private final CompletableFuture<Void> challenged = new CompletableFuture<>();
    private volatile String challenge = "";

    Authentication(RelayAddress relay, Signer signer, InstantSource clock) {
        this.relay = relay;
        this.signer = signer;
        this.clock = clock;
    }

    /** What the relay wants to see signed; the newest counts. */
    void challenge(String text) {
        challenge = text;
        challenged.complete(null);
    }

    /** Whether a refusal may become something else by an answer. Some relays use the wrong word for that. */
    boolean isWantedBy(String refusal) {
        return switch (Reason.prefix(refusal).orElse("")) {
            case "auth-required" -> true;
            case "restricted" -> challenged.isDone();
            default -> false;
        };
    }

    /** The event that answers the challenge, once there is one. */
    Event answer(Deadline deadline) throws ConnectionLost, InterruptedException, TimeoutException {
        deadline.await(challenged);
        List<List<String>> tags = List.of(List.of("relay", relay.toString()), List.of("challenge", challenge));
        return signer.sign(new EventDraft(clock.instant(), KIND, tags, ""));
    }
}
