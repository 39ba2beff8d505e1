package dev.bluebell.blossom;

/** One way to pay that a server offers with status 402 (BUD-07). Several may be offered; one of them is to be paid. */
public sealed interface PaymentRequest {

    /** The header it came in, in lower case and without {@code x-}: {@code lightning}, {@code cashu} and so on. */
    String method();

    /**
     * Over the Lightning network; the proof is the preimage.
     *
     * @param invoice what is to be paid
     */
    record Lightning(LightningInvoice invoice) implements PaymentRequest {
        @Override
        public String method() {
            return PaymentProof.LIGHTNING;
        }
    }

    /**
     * In Cashu; the proof is the token itself.
     *
     * @param request what is to be paid
     */
    record Cashu(CashuRequest request) implements PaymentRequest {
        @Override
        public String method() {
            return PaymentProof.CASHU;
        }
    }

    /**
     * By a method that is known, in a header that makes no sense.
     *
     * @param method {@code lightning} or {@code cashu}
     * @param text what stood there, on one line of at most 300 characters
     * @param flaw what is wrong with it
     */
    record Unreadable(String method, String text, String flaw) implements PaymentRequest {}

    /**
     * By a method that is not known here, if it is one: it is known by the name of its header only.
     *
     * @param method letters and digits
     */
    record Unknown(String method) implements PaymentRequest {}
}
