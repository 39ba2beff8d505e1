package dev.bluebell.blossom.client;

import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.PaymentProof;
import dev.bluebell.blossom.PaymentRequest;
import dev.bluebell.blossom.Refusal;
import dev.bluebell.blossom.ServerAddress;
import java.net.URI;
import java.util.Optional;
import java.util.function.Predicate;

/** What one call pays to its server: nothing, or once. Belongs to one thread. */
final class Payment {

    private static final int BAD_REQUEST = 400;

    private final ServerAddress server;
    private final Purse purse;
    private final Leeway leeway;
    private final Optional<Purse.Purpose> purpose;
    private Optional<PaymentProof> proof;
    private boolean asked;

    Payment(ServerAddress server, Purse purse, Leeway leeway) {
        this.server = server;
        this.purse = purse;
        this.leeway = leeway;
        this.purpose = leeway.permit().map(permit -> new Purse.Purpose(permit.verb(), permit.hash()));
        this.proof = leeway.informs() ? Optional.empty() : purpose.flatMap(purse::find);
    }

    /** What goes with the next request. */
    Optional<PaymentProof> proof() {
        return proof;
    }

    /** Whether something was paid in the course of this call. */
    boolean made() {
        return asked && proof.isPresent();
    }

    /**
     * Has the bill paid, if this is the server to be paid and the request can be made again.
     *
     * @return whether there is a proof for the next request
     */
    boolean make(URI url, Refusal.PaymentRequired bill) {
        if (asked || !leeway.repeatable() || !Redirect.sameServer(url, server.uri())) {
            return false;
        }
        asked = true;
        Optional<PaymentProof> paid = pay(url, bill);
        paid.ifPresent(it -> purpose.ifPresent(what -> purse.keep(what, it)));
        if (paid.isEmpty() || leeway.informs()) {
            return false;
        }
        proof = paid;
        return true;
    }

    /** The answer that ends the call, which is about the proof if it is a no to the proof. */
    <T> Answer<T> settle(Answer<T> answer, Predicate<T> isEnd) {
        if (proof.isEmpty()) {
            return answer;
        }
        return switch (answer) {
            case Answer.Ok<T>(T value) when !isEnd.test(value) -> answer;
            case Answer.Ok<T> ok -> {
                purpose.ifPresent(purse::forget);
                yield ok;
            }
            case Answer.Refused<T>(URI url, Refusal refusal)
            when refusal.status() == BAD_REQUEST && Redirect.sameServer(url, server.uri()) -> {
                purpose.ifPresent(purse::forget);
                yield new Answer.Refused<>(url, new Refusal.ProofRefused(withoutSecret(refusal.reason())));
            }
            case Answer.Refused<T> refused -> refused;
        };
    }

    /** Who only wants to know the price has it paid only if the very call says so. */
    private PaymentHandler handler() {
        return leeway.payments().orElse(leeway.informs() ? PaymentHandler.NONE : purse.usual());
    }

    private Optional<PaymentProof> pay(URI url, Refusal.PaymentRequired bill) {
        Optional<PaymentProof> paid;
        try {
            paid = handler().pay(url, bill);
        } catch (BlossomException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new BlossomException.PaymentFailed("%s was not paid: %s".formatted(url, Causes.words(e)), e);
        }
        paid.map(PaymentProof::method).filter(method -> !wants(bill, method)).ifPresent(method -> {
            throw new BlossomException.PaymentFailed("%s does not want to be paid by %s".formatted(url, method), null);
        });
        return paid;
    }

    private static boolean wants(Refusal.PaymentRequired bill, String method) {
        return bill.requests().stream().map(PaymentRequest::method).anyMatch(method::equals);
    }

    /** A server may quote what it refuses, and the quotation may be cut off. */
    private String withoutSecret(String reason) {
        String beginning = proof.orElseThrow().secret().substring(0, 12);
        return reason.replaceAll(beginning + "\\S*", "…");
    }
}
