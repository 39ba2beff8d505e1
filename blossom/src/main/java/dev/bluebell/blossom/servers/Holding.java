package dev.bluebell.blossom.servers;

import dev.bluebell.blossom.BlobDescriptor;
import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.BlobHashSet;
import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.RefusedException;
import dev.bluebell.blossom.client.BlobHead;
import dev.bluebell.blossom.client.BlossomClient;
import dev.bluebell.blossom.client.ListQuery;
import dev.bluebell.blossom.client.ReadOptions;
import dev.bluebell.nostr.PublicKey;

/** Which blobs a server has. */
@FunctionalInterface
interface Holding {

    ListQuery LARGE_PAGES = ListQuery.all().withPageSize(1000);

    boolean has(BlobHash hash);

    /**
     * The blobs of a key, by the server's list. Servers need not have one (BUD-12): without it they are asked for each blob
     * when the time comes, whoever it belongs to.
     *
     * @throws BlossomException if the server cannot be asked
     */
    static Holding of(BlossomClient client, PublicKey author) {
        BlobHashSet listed = new BlobHashSet();
        try {
            for (BlobDescriptor blob : client.list(author, LARGE_PAGES)) {
                listed.add(blob.hash());
            }
            return listed::contains;
        } catch (RefusedException e) {
            return hash -> asked(client, hash);
        }
    }

    /** If that cannot be told, the copying will show: what is there already is no fault. */
    private static boolean asked(BlossomClient client, BlobHash hash) {
        Outcome<BlobHead> head = Attempt.at(client.server(), () -> client.head(hash, ReadOptions.defaults()));
        return head instanceof Outcome.Done<BlobHead>;
    }
}
