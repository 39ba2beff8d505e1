package dev.bluebell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.blossom.BlobDescriptor;
import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.RefusedException;
import dev.bluebell.blossom.client.BlossomClient;
import dev.bluebell.blossom.client.ListQuery;
import dev.bluebell.blossom.client.LocalBlob;
import dev.bluebell.blossom.client.RetryPolicy;
import dev.bluebell.blossom.client.WriteOptions;
import dev.bluebell.nostr.KeySigner;
import dev.bluebell.nostr.SecretKey;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/** Somebody who uploads and deletes, and remembers what the server has promised. One thread at a time. */
final class Owner {

    /** What must be true of a claim on a blob. */
    private enum Claim {
        KEPT,
        GIVEN_UP,
        /** The server died before it answered; either may be true. */
        OPEN
    }

    private final KeySigner signer = new KeySigner(SecretKey.generate(new SecureRandom()), new SecureRandom());
    private final Map<BlobHash, Claim> claims = new HashMap<>();
    private final Set<BlobHash> touched = new HashSet<>();

    /**
     * Uploads and deletes until the server is gone.
     *
     * @param blobs from which to pick
     * @param promised called after each answer
     */
    void workUntilItDies(
            URI url, HttpClient http, RandomGenerator random, IntFunction<LocalBlob> blobs, Runnable promised) {
        BlossomClient client = client(url, http);
        try {
            while (true) {
                LocalBlob blob = blobs.apply(random.nextInt());
                touched.add(blob.hash());
                boolean delete = claims.get(blob.hash()) == Claim.KEPT && random.nextBoolean();
                claims.put(blob.hash(), Claim.OPEN);
                if (delete) {
                    client.delete(blob.hash(), WriteOptions.defaults()).orThrow();
                } else {
                    client.upload(blob).orThrow();
                }
                claims.put(blob.hash(), delete ? Claim.GIVEN_UP : Claim.KEPT);
                promised.run();
            }
        } catch (RefusedException e) {
            throw new AssertionError("the server has no reason to refuse", e);
        } catch (BlossomException e) {
            // The server is gone.
        }
    }

    /** Compares the list of the server with what it has promised, and settles the open claims by it. */
    void checkList(URI url, HttpClient http) {
        Set<BlobHash> listed = new HashSet<>();
        client(url, http)
                .list(signer.publicKey(), ListQuery.all())
                .forEach((BlobDescriptor one) -> listed.add(one.hash()));
        claims.replaceAll(
                (hash, claim) -> claim != Claim.OPEN ? claim : listed.contains(hash) ? Claim.KEPT : Claim.GIVEN_UP);
        assertThat(listed).as("the list of one owner").isEqualTo(kept());
    }

    /** The blobs that the server has promised to keep; only after {@link #checkList}. */
    Set<BlobHash> kept() {
        Set<BlobHash> kept = new HashSet<>(claims.keySet());
        kept.removeIf(hash -> claims.get(hash) != Claim.KEPT);
        return kept;
    }

    /** The blobs that this owner ever had to do with. */
    Set<BlobHash> known() {
        return claims.keySet();
    }

    /** The blobs of which that is true since the last call. */
    Set<BlobHash> touched() {
        Set<BlobHash> since = Set.copyOf(touched);
        touched.clear();
        return since;
    }

    private BlossomClient client(URI url, HttpClient http) {
        return BlossomClient.builder(url)
                .signer(signer)
                .httpClient(http)
                .retries(RetryPolicy.none())
                .build();
    }
}
