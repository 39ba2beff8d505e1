package dev.bluebell.bluesky.post;

import dev.bluebell.bluesky.AtUri;
import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Cid;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Handle;
import dev.bluebell.bluesky.StrongRef;
import dev.bluebell.bluesky.identity.Identities;
import dev.bluebell.bluesky.identity.Identity;
import dev.bluebell.bluesky.session.Account;
import dev.bluebell.bluesky.xrpc.CallOptions;
import dev.bluebell.bluesky.xrpc.Fields;
import dev.bluebell.bluesky.xrpc.Params;
import dev.bluebell.bluesky.xrpc.XrpcClient;
import dev.bluebell.bluesky.xrpc.XrpcResponse;
import java.net.URI;
import java.util.Optional;

/**
 * Finds the records that posts answer and quote, each at the server of the account that wrote it: the AppView may not know
 * it yet.
 *
 * @param account who posts
 * @param identities finds the others
 * @param keys knows what was posted before
 */
record Targets(Account account, Identities identities, PostKeys keys) {

    /** What an answer names: the post that it answers, and the one that began the thread. */
    record Reply(StrongRef root, StrongRef parent) {}

    /**
     * What is quoted.
     *
     * @throws BlueskyException.Unresolved if it is not there
     */
    StrongRef quoted(Target target) {
        return switch (target) {
            case Target.Exactly(StrongRef ref) -> ref;
            case Target.Key(String key) -> made(key);
            case Target.At(AtUri uri) -> ref(read(uri));
        };
    }

    /**
     * What is answered.
     *
     * @throws BlueskyException.Unresolved if it is not there, or no post
     */
    Reply answered(Target target) {
        XrpcResponse found = switch (target) {
            case Target.Exactly(StrongRef ref) -> read(ref.uri());
            case Target.Key(String key) -> read(made(key).uri());
            case Target.At(AtUri uri) -> read(uri);
        };
        StrongRef parent = target instanceof Target.Exactly(StrongRef ref)
                ? new StrongRef(ref(found).uri(), ref.cid())
                : ref(found);
        if (!parent.uri().collection().equals(PostPlan.POSTS)) {
            throw new BlueskyException.Unresolved(
                    "%s is no post, so nobody can answer it".formatted(parent.uri()), null);
        }
        StrongRef root = found.object("value")
                .findObject("reply")
                .map(reply -> ref(reply.object("root")))
                .orElse(parent);
        return new Reply(root, parent);
    }

    private StrongRef made(String key) {
        Did did = account.did();
        return keys.newest(did, key)
                .or(() -> keys.newest(did, PostThread.keyOf(key, 1)))
                .orElseThrow(() ->
                        new BlueskyException.Unresolved("nothing was posted under the key %s".formatted(key), null));
    }

    private XrpcResponse read(AtUri uri) {
        Identity whose = whose(uri);
        Params params = Params.builder()
                .add("repo", whose.did())
                .add("collection", uri.collection())
                .add("rkey", uri.key())
                .build();
        try {
            return account.client().get("com.atproto.repo.getRecord", params, at(whose.pds()));
        } catch (BlueskyException.Refused e) {
            if (e.error().equals("RecordNotFound") || e.error().equals("RepoNotFound")) {
                BlueskyException gone =
                        new BlueskyException.Unresolved("there is no %s; it may have been deleted".formatted(uri), e);
                throw e.callId().isPresent() ? gone.inCall(e.callId().getAsLong()) : gone;
            }
            XrpcClient.report(e);
            throw e;
        }
    }

    /** A DID is enough to find its server; whether its handle is true does not matter here. */
    private Identity whose(AtUri uri) {
        return switch (uri.actor()) {
            case Did did -> new Identity(did, Optional.empty(), identities.document(did));
            case Handle handle -> identities.resolve(handle);
        };
    }

    private static CallOptions at(URI pds) {
        return CallOptions.none().withHost(pds).quietly();
    }

    /** Always by the DID, as a handle may pass to somebody else. */
    private static StrongRef ref(XrpcResponse found) {
        return ref(found.fields());
    }

    private static StrongRef ref(Fields fields) {
        try {
            return new StrongRef(AtUri.parse(fields.text("uri")), new Cid(fields.text("cid")));
        } catch (IllegalArgumentException e) {
            throw new BlueskyException.BadAnswer("%s names no record".formatted(fields.whose()), e);
        }
    }
}
