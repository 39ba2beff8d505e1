package dev.bluebell.blossom.servers;

import dev.bluebell.blossom.BlobDescriptor;
import dev.bluebell.blossom.Refusal;
import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.blossom.client.BlossomClient;
import dev.bluebell.blossom.client.LocalBlob;
import dev.bluebell.blossom.client.Stored;
import dev.bluebell.blossom.client.WriteOptions;
import java.net.URI;
import java.util.function.Supplier;

/**
 * The ways in which a blob comes to a server.
 *
 * @param clients how to reach it
 * @param options how to sign, and for how long
 * @param listener hears all of it
 */
record Spreading(ServerClients clients, WriteOptions options, UploadListener listener) {

    /** From here. */
    Outcome<Copy> upload(ServerAddress server, LocalBlob blob) {
        WriteOptions heard = begin(server, blob.sizeBytes());
        BlossomClient client = clients.to(server);
        return end(Attempt.map(
                Attempt.at(server, () -> client.upload(blob, heard)), stored -> new Copy(stored, new Copy.Uploaded())));
    }

    /** From here, to be processed on the way. */
    Outcome<Copy> process(ServerAddress server, LocalBlob blob) {
        WriteOptions heard = begin(server, blob.sizeBytes());
        BlossomClient client = clients.to(server);
        return end(Attempt.map(
                Attempt.at(server, () -> client.uploadMedia(blob, heard)),
                stored -> new Copy(stored, new Copy.Uploaded())));
    }

    /**
     * From another server, or from here if that fails. A server that wants to be paid, or refuses what it was paid, has not
     * failed: it would do the same for an upload.
     *
     * @param bytes has the blob itself, if it is needed
     */
    Outcome<Copy> mirror(ServerAddress server, BlobDescriptor origin, Supplier<LocalBlob> bytes) {
        WriteOptions heard = begin(server, origin.sizeBytes());
        BlossomClient client = clients.to(server);
        URI source = origin.url();
        Outcome<Stored> mirrored = Attempt.at(server, () -> client.mirror(source, origin.hash(), heard));
        return end(
                switch (mirrored) {
                    case Outcome.Done<Stored> done ->
                        Attempt.map(done, stored -> new Copy(stored, new Copy.Mirrored(source)));
                    case Outcome.Refused<Stored> bill
                    when isAboutMoney(bill.reason().refusal()) -> new Outcome.Refused<>(server, bill.reason());
                    case Outcome.Refused<Stored> refused -> instead(client, bytes, heard, refused.reason());
                    case Outcome.Failed<Stored> failed -> instead(client, bytes, heard, failed.reason());
                });
    }

    private static boolean isAboutMoney(Refusal refusal) {
        return refusal instanceof Refusal.PaymentRequired || refusal instanceof Refusal.ProofRefused;
    }

    private static Outcome<Copy> instead(
            BlossomClient client, Supplier<LocalBlob> bytes, WriteOptions heard, RuntimeException mirrorFailure) {
        Outcome<Stored> uploaded = Attempt.at(client.server(), () -> client.upload(bytes.get(), heard));
        uploaded.failure().ifPresent(reason -> reason.addSuppressed(mirrorFailure));
        return Attempt.map(uploaded, stored -> new Copy(stored, new Copy.UploadedInstead(mirrorFailure)));
    }

    /** The time to wait for an answer follows the size, unless the caller has set it. */
    private WriteOptions begin(ServerAddress server, long sizeBytes) {
        return options.withTimeout(options.timeout().orElse(clients.timeFor(sizeBytes)))
                .withProgress(listener.begins(server));
    }

    private Outcome<Copy> end(Outcome<Copy> outcome) {
        listener.ends(outcome);
        return outcome;
    }
}
