package dev.bluebell.blossom.client;

import dev.bluebell.blossom.PaymentProof;
import dev.bluebell.blossom.Refusal;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** What there is to pay, and who pays it. */
final class Bills {

    static final String INVOICE =
            "lnbc2500u1pvjluezpp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqdq5xysxxatsyp3k7enxv4jsxqzpuaztrn"
                    + "wngzn3kdzw5hydlzf03qdgm2hdq27cqv3agm2awhz5se903vruatfhq77w3ls4evs3ch9zw97j25emudupq63nyw24cg27h2rsp"
                    + "fj9srp";
    static final String CASHU = "creqAo2FpaDdmNGEyYjM5YXVjc2F0YW2BeBhodHRwczovL21pbnQuZXhhbXBsZS5jb20=";

    static final String TOKEN = "cashuBo2FteBtodHRwczovL21pbnQuZXhhbXBsZS5jb20";
    static final String PREIMAGE = "ab".repeat(32);

    private Bills() {}

    /** Pays everything with the same proof, and writes it down. */
    static final class Wallet implements PaymentHandler {

        private final List<URI> paid = new CopyOnWriteArrayList<>();
        private final PaymentProof proof;

        Wallet() {
            this(PaymentProof.cashu(TOKEN));
        }

        Wallet(PaymentProof proof) {
            this.proof = proof;
        }

        /** What was paid for, in order. */
        List<URI> paid() {
            return paid;
        }

        @Override
        public Optional<PaymentProof> pay(URI url, Refusal.PaymentRequired bill) {
            paid.add(url);
            return Optional.of(proof);
        }
    }
}
