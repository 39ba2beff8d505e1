package dev.bluebell.nostr.bunker;

import dev.bluebell.nostr.PublicKey;
import dev.bluebell.nostr.relay.RelayAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a bunker can be asked: {@code bunker://<its key>?relay=wss://…&relay=wss://…&secret=…} (NIP-46).
 *
 * @param bunker the key by which the bunker is known, which need not be the one that it signs with
 * @param relays where it listens, 1 to 16
 * @param secret what it wants to hear from somebody whom it does not know yet; usually good for once
 */
public record BunkerAddress(PublicKey bunker, List<RelayAddress> relays, Optional<String> secret) {

    /** With what an address begins. */
    public static final String SCHEME = "bunker://";

    private static final int MAX_RELAYS = 16;
    private static final int MAX_CHARACTERS = 8192;

    /** @throws IllegalArgumentException if there is no relay, or too many */
    public BunkerAddress {
        relays = relays.stream().distinct().toList();
        if (relays.isEmpty() || relays.size() > MAX_RELAYS) {
            throw new IllegalArgumentException("the address of a bunker names 1 to %d relays (relay=wss://…), not %d"
                    .formatted(MAX_RELAYS, relays.size()));
        }
    }

    /**
     * Reads an address, as a bunker shows it. Parameters that NIP-46 does not know are passed over.
     *
     * @throws IllegalArgumentException if it is none; the message does not contain the secret
     */
    public static BunkerAddress parse(String text) {
        if (!text.startsWith(SCHEME) || text.length() > MAX_CHARACTERS) {
            throw new IllegalArgumentException("the address of a bunker begins with " + SCHEME);
        }
        String rest = text.substring(SCHEME.length());
        int mark = rest.indexOf('?');
        String key = mark < 0 ? rest : rest.substring(0, mark);
        String query = mark < 0 ? "" : rest.substring(mark + 1);
        List<RelayAddress> relays = new ArrayList<>();
        for (String relay : values(query, "relay")) {
            relays.add(RelayAddress.parse(relay));
        }
        Optional<String> secret =
                values(query, "secret").stream().filter(it -> !it.isEmpty()).findFirst();
        return new BunkerAddress(
                PublicKey.parse(key.endsWith("/") ? key.substring(0, key.length() - 1) : key), relays, secret);
    }

    private static List<String> values(String query, String name) {
        List<String> values = new ArrayList<>();
        for (String parameter : query.split("&", -1)) {
            if (parameter.startsWith(name + "=")) {
                values.add(decoded(name, parameter.substring(name.length() + 1)));
            }
        }
        return values;
    }

    /** A plus stands for itself: secrets are often base64. */
    private static String decoded(String name, String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the %s in the address of a bunker is no part of a URL".formatted(name));
        }
    }

    /** The address without its secret. */
    @Override
    public String toString() {
        return SCHEME + bunker.hex();
    }
}
