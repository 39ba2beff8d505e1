package dev.bluebell.blossom.client;

import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.Refusal;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The upload of one blob in parts, {@code PATCH /<sha256>} (a draft, pull request 102 of the specification): after a lost
 * connection only the part that was under way is sent again. The server puts the parts together and compares the hash, so that
 * a file which changed meanwhile is refused with 409.
 */
final class PartedUpload {

    /** How long a part is, but for the last one. */
    static final int PART_BYTES = 16 << 20;

    /** Unknown to the server, which may have been replaced by another one meanwhile. */
    private static final Set<Integer> NOT_OFFERED = Set.of(404, 405, 501);

    /** A server that was restarted has lost the parts. */
    private static final int ROUNDS = 2;

    private final Session session;
    private final Writes writes;
    private final LocalBlob blob;
    private final WriteOptions options;

    PartedUpload(Session session, Writes writes, LocalBlob blob, WriteOptions options) {
        this.session = session;
        this.writes = writes;
        this.blob = blob;
        this.options = options;
    }

    /** Whether the server takes this blob in parts, which it says when asked what can be done with the blob. */
    boolean isOffered() {
        if (blob.sizeBytes() <= PART_BYTES || !blob.source().repeatable()) {
            return false;
        }
        try {
            return ask() instanceof Answer.Ok<Boolean>(Boolean offered) && offered;
        } catch (BlossomException.Unreachable e) {
            // Some servers have no proper answer to this question; if this one is not there, the upload will tell.
            return false;
        }
    }

    private Answer<Boolean> ask() {
        HttpRequest request = session.request(session.server().resolve("/" + blob.hash()), Credentials.none())
                .method("OPTIONS", BodyPublishers.noBody())
                .build();
        return session.answer(
                session.wire().send(request, Patience.of(session.timeout())),
                response -> response.headers().allValues("Allow").stream()
                        .flatMap(methods -> Arrays.stream(methods.split(",", -1)))
                        .anyMatch(method -> method.strip().equals("PATCH")));
    }

    /**
     * Sends the parts one after the other.
     *
     * @return what became of the blob, or empty if the server does not take parts after all
     */
    Optional<Answer<Stored>> send() {
        for (int round = 0; round < ROUNDS; round++) {
            for (long offset = 0; offset < blob.sizeBytes(); offset += PART_BYTES) {
                long length = Math.min(PART_BYTES, blob.sizeBytes() - offset);
                switch (writes.sendPart(blob, offset, length, options)) {
                    case Answer.Ok(Optional<Stored> stored)
                    when stored.isPresent() -> {
                        return Optional.of(new Answer.Ok<>(stored.get()));
                    }
                    case Answer.Ok(Optional<Stored> nothingYet) -> {}
                    case Answer.Refused(var url, Refusal refusal) -> {
                        return NOT_OFFERED.contains(refusal.status())
                                ? Optional.empty()
                                : Optional.of(new Answer.Refused<>(url, refusal));
                    }
                }
            }
        }
        throw new BlossomException.BadAnswer(
                "%s took all parts of %s, but never said that the blob is whole"
                        .formatted(session.server(), blob.hash()),
                null);
    }
}
