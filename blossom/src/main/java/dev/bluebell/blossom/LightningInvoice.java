package dev.bluebell.blossom;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * A request for a payment over the Lightning network (BOLT-11). Its checksum fits, and its signature can be somebody's;
 * who that is, and which features the payment needs, is left to the wallet that pays.
 *
 * @param text the invoice as it was sent, for the wallet
 * @param network whose money is meant
 * @param amountMsat how much in thousandths of a satoshi, more than 0; empty if that is left to the payer
 * @param created when it was made, in whole seconds
 * @param expiry how long it can be paid from then on
 * @param paymentHash the SHA-256 of the preimage that proves the payment, 64 lower-case hex digits
 * @param description what it is for, on one line; may be empty
 */
public record LightningInvoice(
        String text,
        Network network,
        OptionalLong amountMsat,
        Instant created,
        Duration expiry,
        String paymentHash,
        String description) {

    /** Which money. */
    public enum Network {
        /** Real money. */
        BITCOIN,
        /** Test money. */
        TESTNET,
        /** Test money that its makers sign. */
        SIGNET,
        /** Test money of one's own. */
        REGTEST
    }

    /**
     * Reads an invoice.
     *
     * @throws BlossomException.Malformed if it is none, or damaged; the message says how
     */
    public static LightningInvoice parse(String text) {
        return new InvoiceReader(text).read();
    }

    /** When it can be paid no more. */
    public Instant expires() {
        return created.plus(expiry);
    }
}
