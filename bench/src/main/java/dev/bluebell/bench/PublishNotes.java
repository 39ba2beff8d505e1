package dev.bluebell.bench;

import dev.bluebell.nostr.EventDraft;
import dev.bluebell.nostr.KeySigner;
import dev.bluebell.nostr.SecretKey;
import dev.bluebell.nostr.Signer;
import dev.bluebell.nostr.relay.RelayAddress;
import dev.bluebell.nostr.relay.RelayPool;
import dev.bluebell.nostr.relay.Verdict;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;

/** Prints how many seconds {@code COUNT} notes take to {@code RELAY}, each signed when the one before was accepted. */
public final class PublishNotes {

    private PublishNotes() {}

    /** Runs it. */
    public static void main(String[] args) {
        SecureRandom random = new SecureRandom();
        Signer signer = new KeySigner(SecretKey.generate(random), random);
        List<RelayAddress> relays = List.of(new RelayAddress(URI.create(args[0])));
        try (RelayPool pool = RelayPool.builder().build()) {
            publish(pool, relays, signer, "the first one connects");
            long begun = System.nanoTime();
            for (int i = 0; i < Integer.parseInt(args[1]); i++) {
                publish(pool, relays, signer, "note " + i);
            }
            System.out.println((System.nanoTime() - begun) / 1e9);
        }
    }

    private static void publish(RelayPool pool, List<RelayAddress> relays, Signer signer, String text) {
        Verdict verdict = pool.publish(signer.sign(new EventDraft(Instant.now(), 1, List.of(), text)), relays)
                .getFirst()
                .verdict();
        if (!(verdict instanceof Verdict.Accepted)) {
            throw new IllegalStateException("a note was not accepted: " + verdict);
        }
    }
}
