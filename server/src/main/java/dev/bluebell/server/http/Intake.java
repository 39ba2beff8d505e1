package dev.bluebell.server.http;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.TokenVerdict;
import dev.bluebell.blossom.Verb;
import dev.bluebell.server.Received;
import dev.bluebell.server.Receiver;
import java.util.Optional;
import java.util.OptionalLong;

/** The first steps of every request that brings a blob: authorise, decide, receive, compare. Thread-safe. */
final class Intake {

    private final Admission admission;
    private final Receiver receiver;

    Intake(Admission admission, Receiver receiver) {
        this.admission = admission;
        this.receiver = receiver;
    }

    /** Authorises and decides by the head of the request. */
    TokenVerdict.Granted admit(Exchange exchange, Verb verb, Optional<BlobHash> announced) {
        OptionalLong size = exchange.length("Content-Length");
        if (size.isEmpty() && !exchange.chunked()) {
            throw new EarlyAnswer(411, "say how long the blob is in Content-Length, or send it chunked");
        }
        return admission.admit(exchange, verb, announced, size, exchange.header("Content-Type"));
    }

    /**
     * Receives the body, and compares its hash with what was announced and with the token.
     *
     * @param type what the body is said to be
     * @return what arrived; the caller closes it
     */
    Received receive(
            Exchange exchange, TokenVerdict.Granted token, Optional<BlobHash> announced, Optional<String> type) {
        Received received = receiver.receive(exchange.body(), type);
        boolean right = false;
        try {
            checkHash(received.hash(), announced, token);
            right = true;
            return received;
        } finally {
            if (!right) {
                received.close();
            }
        }
    }

    private static void checkHash(BlobHash arrived, Optional<BlobHash> announced, TokenVerdict.Granted token) {
        if (announced.isPresent() && !announced.get().equals(arrived)) {
            throw new EarlyAnswer(409, "the body has the SHA-256 " + arrived + ", the headers say " + announced.get());
        }
        Admission.covers(token, arrived);
    }
}
