package dev.bluebell.bluesky.repo;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Cid;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Nsid;
import dev.bluebell.bluesky.http.ContentSink;
import dev.bluebell.bluesky.http.ContentSource;
import dev.bluebell.bluesky.http.Intake;
import dev.bluebell.bluesky.xrpc.Body;
import dev.bluebell.bluesky.xrpc.CallOptions;
import dev.bluebell.bluesky.xrpc.Params;
import dev.bluebell.bluesky.xrpc.XrpcClient;
import dev.bluebell.bluesky.xrpc.XrpcRequest;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends blobs to the server of an account, and gets blobs and whole repositories from anybody's. Of all blobs it is checked
 * that they are what their CIDs say. Thread-safe.
 */
public final class Blobs {

    private static final Nsid GET_BLOB = new Nsid("com.atproto.sync.getBlob");
    private static final Nsid GET_REPO = new Nsid("com.atproto.sync.getRepo");

    private final XrpcClient client;
    private final Function<Did, URI> pds;
    private volatile @Nullable OptionalLong limit;

    /**
     * Blobs by a client.
     *
     * @param pds finds where an account lives
     */
    public Blobs(XrpcClient client, Function<Did, URI> pds) {
        this.client = client;
        this.pds = pds;
    }

    /**
     * Sends a file. It is forgotten by the server after some hours if no record names it.
     *
     * @param type its media type; the server has a look of its own
     * @throws BlueskyException.LocalFailure if it cannot be read, or is longer than the server takes
     * @throws BlueskyException.BadAnswer if the server has something else now
     */
    public Blob upload(Path file, String type) {
        try {
            return upload(Files.size(file), type, () -> Files.newInputStream(file));
        } catch (IOException e) {
            throw new BlueskyException.LocalFailure("%s cannot be read".formatted(file), e);
        }
    }

    /**
     * Sends a stream of a known length.
     *
     * @param source opened once more for each try
     * @throws BlueskyException as {@link #upload(Path, String)} says
     */
    public Blob upload(long sizeBytes, String type, ContentSource source) {
        OptionalLong most = mostBytes();
        if (most.isPresent() && sizeBytes > most.getAsLong()) {
            throw new BlueskyException.LocalFailure(
                    "a blob of %d bytes is too long: the server takes %d".formatted(sizeBytes, most.getAsLong()), null);
        }
        Hashing hashing = new Hashing();
        // The same bytes sent twice are one blob.
        Blob blob = Blob.read(client.call(
                        "com.atproto.repo.uploadBlob",
                        Body.stream(type, sizeBytes, hashing.of(source)),
                        CallOptions.none().withRepeats())
                .object("blob"));
        check(hashing.cid(), blob.cid(), "what the server took");
        if (blob.sizeBytes() != sizeBytes) {
            throw new BlueskyException.BadAnswer(
                    "the server took %d of %d bytes".formatted(blob.sizeBytes(), sizeBytes), null);
        }
        return blob;
    }

    /** How long a blob may be for the server of the account; asked once. Empty if the server does not say. */
    public OptionalLong mostBytes() {
        OptionalLong known = limit;
        if (known == null) {
            known = client.get("com.atproto.server.describeServer", Params.none())
                    .fields()
                    .findNumber("blobUploadLimit")
                    .map(OptionalLong::of)
                    .orElseGet(OptionalLong::empty);
            limit = known;
        }
        return known;
    }

    /**
     * Gets a blob into a file, which is there only if all of it came and is what it should be.
     *
     * @param mostBytes more are not taken
     * @throws BlueskyException.BadAnswer if it is longer, or not what its CID says
     */
    public void download(Did owner, Cid cid, Path file, long mostBytes) {
        try (NewFile made = new NewFile(file)) {
            receiveBlob(owner, cid, made, mostBytes, true);
            made.keep();
        }
    }

    /**
     * Gets a blob into a stream, which stays open. What came is known to be right when this returns, and not before.
     *
     * @param mostBytes more are not taken
     * @throws BlueskyException.BadAnswer if it is longer, or not what its CID says
     */
    public void download(Did owner, Cid cid, OutputStream out, long mostBytes) {
        receiveBlob(owner, cid, () -> new LeftOpen(out), mostBytes, false);
    }

    private void receiveBlob(Did owner, Cid cid, ContentSink sink, long mostBytes, boolean repeatable) {
        Hashing hashing = new Hashing();
        Params params = Params.builder().add("did", owner).add("cid", cid).build();
        receive(owner, GET_BLOB, params, new Intake(hashing.of(sink), mostBytes, repeatable));
        check(cid, hashing.cid(), "what came");
    }

    /**
     * Gets the repository of an account, all its records but not its blobs, into a CAR file. Its signatures are not checked.
     *
     * @param mostBytes more are not taken
     */
    public void downloadRepo(Did owner, Path file, long mostBytes) {
        try (NewFile made = new NewFile(file)) {
            receive(owner, GET_REPO, Params.of("did", owner), new Intake(made, mostBytes, true));
            made.keep();
        }
    }

    /** The same into a stream, which stays open. */
    public void downloadRepo(Did owner, OutputStream out, long mostBytes) {
        receive(owner, GET_REPO, Params.of("did", owner), new Intake(() -> new LeftOpen(out), mostBytes, false));
    }

    private void receive(Did owner, Nsid endpoint, Params params, Intake intake) {
        CallOptions there = CallOptions.none().withHost(pds.apply(owner));
        client.receive(XrpcRequest.query(endpoint, params, there), intake);
    }

    private static void check(Cid wanted, Cid found, String what) {
        if (!found.equals(wanted)) {
            throw new BlueskyException.BadAnswer("%s is not the blob %s but %s".formatted(what, wanted, found), null);
        }
    }

    /** A stream that its owner closes. */
    private static final class LeftOpen extends FilterOutputStream {

        LeftOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
