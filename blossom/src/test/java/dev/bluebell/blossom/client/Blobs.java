package dev.bluebell.blossom.client;

import dev.bluebell.blossom.BlobDescriptor;
import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.TokenCheck;
import dev.bluebell.blossom.TokenVerdict;
import dev.bluebell.blossom.Verb;
import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.KeySigner;
import dev.bluebell.nostr.SecretKey;
import dev.bluebell.nostr.Signer;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** Blobs and a key to test with. */
final class Blobs {

    static final Signer SIGNER = new KeySigner(SecretKey.parse("5".repeat(64)), new SecureRandom());
    static final byte[] HELLO = "{\"hello\": \"world\"}".getBytes(StandardCharsets.UTF_8);
    static final LocalBlob HELLO_BLOB = LocalBlob.of(() -> new ByteArrayInputStream(HELLO), "application/json");
    static final BlobHash HELLO_HASH = HELLO_BLOB.hash();
    static final BlobHash OTHER_HASH = new BlobHash("0".repeat(64));

    private Blobs() {}

    static String descriptor(BlobHash hash) {
        return descriptor(hash, Instant.ofEpochSecond(1_776_859_200)).toJson();
    }

    static BlobDescriptor descriptor(BlobHash hash, Instant uploaded) {
        return new BlobDescriptor(
                URI.create("https://cdn.example/" + hash), hash, 18, "application/json", uploaded, List.of());
    }

    /** What a server thinks of the token that came with a request. */
    static TokenVerdict verdict(FakeServer.Exchange exchange, Verb verb) {
        String header = exchange.header("Authorization").orElse("none");
        return new TokenCheck().check(header, verb, Set.of("127.0.0.1"), Instant.now());
    }

    /** The token that came with a request. */
    static Event token(FakeServer.Exchange request) {
        String base64 = request.header("Authorization").orElseThrow().substring("Nostr ".length());
        return Event.parse(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
    }

    /** The verdict on a token for that verb and that blob, for this server. */
    static TokenVerdict granted(BlobHash... hashes) {
        return new TokenVerdict.Granted(SIGNER.publicKey(), Set.of(hashes));
    }
}
