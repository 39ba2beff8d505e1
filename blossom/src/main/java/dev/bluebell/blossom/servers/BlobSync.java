package dev.bluebell.blossom.servers;

import dev.bluebell.blossom.BlobDescriptor;
import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.blossom.client.Answer;
import dev.bluebell.blossom.client.WriteOptions;
import dev.bluebell.nostr.PublicKey;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Which blobs of a key one server has and others lack, and a way to bring them there. One thread at a time.
 *
 * <p>What the others have was asked when this was made, and takes some 32 to 90 bytes of memory a blob; what the one has is
 * asked page by page, each time anew. Nothing is remembered elsewhere: after a failure or a crash a new one finds what is
 * still missing.
 */
public final class BlobSync {

    private final Means means;
    private final ServerAddress source;
    private final PublicKey author;
    private final Map<ServerAddress, Holding> holdings = new LinkedHashMap<>();
    private final Map<ServerAddress, RuntimeException> leftOut = new LinkedHashMap<>();

    private BlobSync(Means means, ServerAddress source, PublicKey author) {
        this.means = means;
        this.source = source;
        this.author = author;
    }

    /** Asks the targets what they have, several at a time. */
    static BlobSync compare(Means means, ServerAddress source, List<ServerAddress> targets, PublicKey author) {
        BlobSync sync = new BlobSync(means, source, author);
        Parallel.map(targets, means.limits().atOnce(), target -> sync.ask(target))
                .forEach(sync::include);
        return sync;
    }

    private Outcome<Holding> ask(ServerAddress target) {
        return Attempt.at(
                target, () -> new Answer.Ok<>(Holding.of(means.clients().to(target), author)));
    }

    private void include(Outcome<Holding> outcome) {
        outcome.value().ifPresent(holding -> holdings.put(outcome.server(), holding));
        outcome.failure().ifPresent(reason -> leftOut.put(outcome.server(), reason));
    }

    /** The servers that could not be asked what they have, and why. Nothing is copied there. */
    public Map<ServerAddress, RuntimeException> leftOut() {
        return Collections.unmodifiableMap(leftOut);
    }

    /**
     * What is missing, newest blob first. Nothing is asked before the iteration, and a page of the list only when it is
     * reached. The iterator throws a {@link dev.bluebell.blossom.RefusedException} if the server that has the blobs does
     * not list them, and another {@link BlossomException} if it cannot be asked.
     */
    public Iterable<MissingBlob> missing() {
        return () -> missing(new SyncTallies(holdings.keySet()));
    }

    private Iterator<MissingBlob> missing(SyncTallies tallies) {
        Iterable<BlobDescriptor> blobs = means.clients().to(source).list(author, Holding.LARGE_PAGES);
        return StreamSupport.stream(blobs.spliterator(), false)
                .map(blob -> Map.entry(blob, lacking(blob)))
                .peek(entry -> tallies.addHad(entry.getValue()))
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> new MissingBlob(entry.getKey(), entry.getValue()))
                .iterator();
    }

    private List<ServerAddress> lacking(BlobDescriptor blob) {
        return holdings.entrySet().stream()
                .filter(target -> !target.getValue().has(blob.hash()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * How much is missing at each server, in their order. Reads the whole list.
     *
     * @throws BlossomException as {@link #missing} does
     */
    public Map<ServerAddress, SyncTally> count() {
        SyncTallies tallies = new SyncTallies(holdings.keySet());
        missing(tallies).forEachRemaining(blob -> blob.lackedBy().forEach(server -> tallies.add(server, blob, true)));
        return tallies.all();
    }

    /**
     * Copies what is missing, several blobs at a time: each server is asked to fetch it from the one that has it, and is
     * sent it if it does not, through a temporary file. What cannot be copied does not stop the rest.
     *
     * @param options how to sign; their progress listener hears nothing
     * @return what was copied to each server, in their order
     * @throws BlossomException as {@link #missing} does, when what was begun is done
     */
    public Map<ServerAddress, SyncTally> run(WriteOptions options, SyncListener listener) {
        SyncTallies tallies = new SyncTallies(holdings.keySet());
        Parallel.each(missing(tallies), means.limits().atOnce(), blob -> {
            Copies copies = copy(blob, new Spreading(means.clients(), options, listener.begins(blob)));
            copies.outcomes()
                    .forEach(outcome ->
                            tallies.add(outcome.server(), blob, outcome.value().isPresent()));
            listener.ends(blob, copies);
        });
        return tallies.all();
    }

    private Copies copy(MissingBlob blob, Spreading spreading) {
        try (Carried bytes = means.carry(source, blob.descriptor())) {
            return new Copies(Parallel.map(
                    blob.lackedBy(),
                    means.limits().atOnce(),
                    server -> spreading.mirror(server, blob.descriptor(), bytes)));
        }
    }
}
