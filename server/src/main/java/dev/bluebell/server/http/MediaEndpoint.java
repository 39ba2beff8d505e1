package dev.bluebell.server.http;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.TokenVerdict;
import dev.bluebell.blossom.Verb;
import dev.bluebell.nostr.PublicKey;
import dev.bluebell.server.Holdings;
import dev.bluebell.server.Received;
import dev.bluebell.server.Receiver;
import dev.bluebell.server.index.Recorded;
import dev.bluebell.server.index.StoredBlob;
import dev.bluebell.server.media.Optimiser;
import dev.bluebell.server.media.Product;
import dev.bluebell.server.media.Workshop;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * {@code PUT /media} (BUD-05): as an upload, but what is stored is what the {@link Optimiser} makes of the body. That is
 * received, judged and kept as if the client had sent it itself.
 */
final class MediaEndpoint implements Endpoint {

    private final Intake intake;
    private final Admission admission;
    private final Workshop workshop;
    private final Optimiser optimiser;
    private final Receiver receiver;
    private final Holdings holdings;
    private final Names names;
    private final InstantSource clock;

    MediaEndpoint(
            Admission admission,
            Workshop workshop,
            Optimiser optimiser,
            Receiver receiver,
            Holdings holdings,
            Names names,
            InstantSource clock) {
        this.intake = new Intake(admission, receiver);
        this.admission = admission;
        this.workshop = workshop;
        this.optimiser = optimiser;
        this.receiver = receiver;
        this.holdings = holdings;
        this.names = names;
        this.clock = clock;
    }

    /** Refuses, by what is said of a body before it comes, what would be refused once it is here. */
    void check(Optional<String> type, OptionalLong sizeBytes) {
        optimiser.check(type, sizeBytes.orElse(0));
        if (workshop.isFull()) {
            throw EarlyAnswer.busy();
        }
    }

    @Override
    public Answer handle(Exchange exchange) {
        Optional<BlobHash> announced = NamedHash.of(exchange);
        TokenVerdict.Granted token = intake.admit(exchange, Verb.MEDIA, announced);
        check(exchange.header("Content-Type"), exchange.length("Content-Length"));
        // The bytes decide what it is, not the client.
        try (Received original = intake.receive(exchange, token, announced, Optional.empty())) {
            admission.decide(token.author(), original);
            try (Product product = make(original, exchange)) {
                return UploadEndpoint.answer(
                        keep(product, original.hash(), token.author()), names.baseUrl(exchange.request()));
            }
        }
    }

    private Product make(Received original, Exchange exchange) {
        Path file = original.bytes().file();
        Workshop.Job job =
                workshop.take(() -> optimiser.make(file, original.type())).orElseThrow(EarlyAnswer::busy);
        return exchange.whileClientWaits(job::await, job::giveUp);
    }

    private Recorded keep(Product product, BlobHash original, PublicKey author) {
        try (Received result = receive(product.file(), product.type(), author)) {
            Optional<Recorded> poster = product.poster().map(file -> keepPoster(file, author));
            boolean kept = false;
            try {
                StoredBlob blob = result.storedAt(clock.instant())
                        .madeOf(
                                original,
                                product.appearance(
                                        poster.map(recorded -> recorded.blob().hash())));
                Recorded recorded = holdings.keep(result, blob, author);
                kept = true;
                // Another original may have been made into the same before; this answer is about this one.
                return new Recorded(
                        recorded.newBlob(),
                        recorded.blob().madeOf(original, blob.appearance().orElseThrow()));
            } finally {
                if (!kept) {
                    poster.filter(Recorded::newBlob)
                            .ifPresent(recorded -> holdings.drop(recorded.blob().hash(), author));
                }
            }
        }
    }

    private Recorded keepPoster(Path file, PublicKey author) {
        try (Received poster = receive(file, Descriptors.THUMB_TYPE, author)) {
            return holdings.keep(poster, author, clock.instant());
        }
    }

    /** What was made is judged by the same rules as what is sent. */
    private Received receive(Path file, String type, PublicKey author) {
        try (FileBody body = FileBody.open(file)) {
            Received received = receiver.receive(body, Optional.of(type));
            boolean allowed = false;
            try {
                admission.decide(author, received);
                allowed = true;
                return received;
            } finally {
                if (!allowed) {
                    received.close();
                }
            }
        }
    }
}
