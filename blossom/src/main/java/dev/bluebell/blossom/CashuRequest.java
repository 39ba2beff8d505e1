package dev.bluebell.blossom;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A request for a payment in Cashu (NUT-18), as a server sends it with status 402 (NUT-24). All text in it is one line.
 *
 * @param text the request as it was sent, for the wallet
 * @param amount how much of the unit, 0 or more; empty if that is left to the payer
 * @param unit what is counted, such as {@code sat}; may be empty
 * @param mints whose tokens are taken, as URLs; empty if the server does not say
 * @param singleUse whether it can be paid but once
 * @param description what it is for; may be empty
 * @param paymentId the payee's own name for it; may be empty
 */
public record CashuRequest(
        String text,
        OptionalLong amount,
        String unit,
        List<String> mints,
        boolean singleUse,
        String description,
        String paymentId) {

    private static final String PREFIX = "creqA";
    private static final int MAX_CHARACTERS = 8_192;

    /** Copies the list. */
    public CashuRequest {
        mints = List.copyOf(mints);
    }

    /**
     * Reads a request.
     *
     * @throws BlossomException.Malformed if it is none, or damaged; the message says how
     */
    public static CashuRequest parse(String text) {
        if (!text.startsWith(PREFIX) || text.length() > MAX_CHARACTERS) {
            throw new BlossomException.Malformed("a Cashu request begins with " + PREFIX);
        }
        if (!(CborReader.read(base64(text.substring(PREFIX.length())))
                instanceof Cbor.Fields(Map<String, Cbor> fields))) {
            throw new BlossomException.Malformed("the Cashu request has no fields");
        }
        return new CashuRequest(
                text,
                amount(fields),
                line(fields, "u"),
                mints(fields),
                fields.get("s") instanceof Cbor.Flag(boolean set) && set,
                line(fields, "d"),
                line(fields, "i"));
    }

    /** In either alphabet, padded or not: all four are in use. */
    private static byte[] base64(String text) {
        try {
            String unpadded = text.replaceFirst("={1,2}$", "");
            return Base64.getUrlDecoder().decode(unpadded.replace('+', '-').replace('/', '_'));
        } catch (IllegalArgumentException e) {
            throw new BlossomException.Malformed("the Cashu request is not base64", e);
        }
    }

    private static OptionalLong amount(Map<String, Cbor> fields) {
        return switch (fields.getOrDefault("a", Cbor.NOTHING)) {
            case Cbor.Int(long number) when number >= 0 -> OptionalLong.of(number);
            case Cbor.Nothing() -> OptionalLong.empty();
            default -> throw new BlossomException.Malformed("the amount of the Cashu request is none");
        };
    }

    private static String line(Map<String, Cbor> fields, String name) {
        return switch (fields.getOrDefault(name, Cbor.NOTHING)) {
            case Cbor.Text(String words) -> PlainLine.of(words);
            case Cbor.Nothing() -> "";
            default ->
                throw new BlossomException.Malformed("the field %s of the Cashu request is no text".formatted(name));
        };
    }

    private static List<String> mints(Map<String, Cbor> fields) {
        return switch (fields.getOrDefault("m", Cbor.NOTHING)) {
            case Cbor.Items(List<Cbor> items) ->
                items.stream().map(CashuRequest::mint).toList();
            case Cbor.Nothing() -> List.of();
            default -> throw new BlossomException.Malformed("the mints of the Cashu request are no list");
        };
    }

    private static String mint(Cbor item) {
        if (item instanceof Cbor.Text(String url)) {
            return PlainLine.of(url);
        }
        throw new BlossomException.Malformed("a mint of the Cashu request is no text");
    }
}
