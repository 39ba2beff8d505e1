package dev.bluebell.testing;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.BIP340Signer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** A token as a server reads it that trusts nobody. */
record SignedToken(JsonNode event) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HexFormat HEX = HexFormat.of();

    /** Why a header cannot be decoded, if it cannot. */
    static Optional<String> objectionToSpelling(String header, boolean standardOnly, boolean urlOnly) {
        if (!header.startsWith("Nostr ")) {
            return Optional.of("there is no token");
        }
        String text = header.substring("Nostr ".length());
        boolean standard = text.matches("[A-Za-z0-9+/]*={0,2}") && text.length() % 4 == 0;
        boolean url = text.matches("[A-Za-z0-9_-]*");
        boolean fine = standardOnly ? standard : urlOnly ? url : text.matches("[A-Za-z0-9+/_-]*={0,2}");
        return fine ? Optional.empty() : Optional.of("the token cannot be decoded");
    }

    static SignedToken of(String header) {
        String text = header.substring("Nostr ".length()).replace('-', '+').replace('_', '/');
        return new SignedToken(JSON.readTree(new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8)));
    }

    Instant created() {
        return Instant.ofEpochSecond(event.path("created_at").asLong());
    }

    List<String> values(String name) {
        return event.path("tags")
                .valueStream()
                .filter(tag -> tag.path(0).asString("").equals(name))
                .map(tag -> tag.path(1).asString(""))
                .toList();
    }

    /** What makes it no token at all. */
    Optional<String> flaw(Instant now) {
        boolean expired =
                values("expiration").stream().map(Long::parseLong).noneMatch(time -> time > now.getEpochSecond());
        if (event.path("kind").asInt() != RawToken.KIND || expired) {
            return Optional.of("the token is none, or has expired");
        }
        return isSigned() ? Optional.empty() : Optional.of("the token is not signed");
    }

    private boolean isSigned() {
        byte[] id = HEX.parseHex(event.path("id").asString(""));
        byte[] key = HEX.parseHex(event.path("pubkey").asString(""));
        BIP340Signer signer = new BIP340Signer();
        byte[] point = new byte[33];
        point[0] = 2;
        System.arraycopy(key, 0, point, 1, 32);
        signer.init(
                false,
                new ECPublicKeyParameters(
                        BIP340Signer.getDomain().getCurve().decodePoint(point), BIP340Signer.getDomain()));
        signer.update(id, 0, id.length);
        return new BigInteger(1, id).equals(new BigInteger(1, sha256(canonical())))
                && signer.verifySignature(HEX.parseHex(event.path("sig").asString("")));
    }

    private String canonical() {
        ArrayNode fields = JSON.createArrayNode().add(0);
        for (String name : List.of("pubkey", "created_at", "kind", "tags", "content")) {
            fields.add(event.path(name));
        }
        return JSON.writeValueAsString(fields);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
