package dev.bluebell.blossom.client;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.PaymentProof;
import dev.bluebell.blossom.Verb;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Pays one server, and keeps what was paid until the server has done what it was paid for: if the connection is lost
 * meanwhile, or {@code HEAD} said the price, the next call for the same carries the proof at once. Thread-safe.
 */
final class Purse {

    private static final int MOST_KEPT = 1_000;

    /** What is paid for. A listing is of no blob. */
    record Purpose(Verb verb, Optional<BlobHash> hash) {}

    private final PaymentHandler usual;
    private final Map<Purpose, PaymentProof> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Purpose, PaymentProof> eldest) {
            return size() > MOST_KEPT;
        }
    };

    /** @param usual who pays for calls that do not say who does */
    Purse(PaymentHandler usual) {
        this.usual = usual;
    }

    PaymentHandler usual() {
        return usual;
    }

    Optional<PaymentProof> find(Purpose purpose) {
        synchronized (kept) {
            return Optional.ofNullable(kept.get(purpose));
        }
    }

    void keep(Purpose purpose, PaymentProof proof) {
        synchronized (kept) {
            kept.put(purpose, proof);
        }
    }

    void forget(Purpose purpose) {
        synchronized (kept) {
            kept.remove(purpose);
        }
    }
}
