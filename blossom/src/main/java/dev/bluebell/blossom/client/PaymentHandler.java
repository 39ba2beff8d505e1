package dev.bluebell.blossom.client;

import dev.bluebell.blossom.PaymentProof;
import dev.bluebell.blossom.Refusal;
import java.net.URI;
import java.util.Optional;

/**
 * Pays for what a server does not do for nothing (BUD-07): a wallet, or somebody who is asked. It is called on the thread of
 * the call that is to be paid, at most once a call, and may block. What it throws ends the call, as
 * {@link dev.bluebell.blossom.BlossomException.PaymentFailed}.
 *
 * <pre>{@code
 * PaymentHandler wallet = (url, bill) -> bill.requests().stream()
 *         .flatMap(request -> request instanceof PaymentRequest.Lightning(LightningInvoice invoice)
 *                         && invoice.amountMsat().orElse(Long.MAX_VALUE) <= 10_000
 *                 ? Stream.of(PaymentProof.lightning(pay(invoice.text())))
 *                 : Stream.empty())
 *         .findFirst();
 * }</pre>
 */
@FunctionalInterface
public interface PaymentHandler {

    /** Pays nothing. */
    PaymentHandler NONE = (url, bill) -> Optional.empty();

    /**
     * Pays one of the requests, or none.
     *
     * @param url what was to be had there
     * @param bill what the server wants for it; which amounts and expiries are fine is for the handler to say
     * @return the proof by the method of one of the requests, or the call ends with
     *     {@link dev.bluebell.blossom.BlossomException.PaymentFailed}; empty to leave the server's refusal as it is
     */
    Optional<PaymentProof> pay(URI url, Refusal.PaymentRequired bill);
}
