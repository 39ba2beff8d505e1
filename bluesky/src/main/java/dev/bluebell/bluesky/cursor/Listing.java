package dev.bluebell.bluesky.cursor;

import dev.bluebell.bluesky.Nsid;
import dev.bluebell.bluesky.xrpc.CallOptions;
import dev.bluebell.bluesky.xrpc.Params;
import dev.bluebell.bluesky.xrpc.XrpcRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A list that some endpoint gives page by page. {@link Listings} has the usual ones.
 *
 * @param endpoint who gives it
 * @param params which list; without a cursor
 * @param options how its calls differ from the usual
 * @param items the name of the field with the items of a page
 * @param identity by what an item is known
 * @param order how the list grows
 */
public record Listing(Nsid endpoint, Params params, CallOptions options, String items, Identity identity, Order order) {

    /** By what the items of a list are told apart. */
    @FunctionalInterface
    public interface Identity {

        /** A text that this item has and no other, whatever else changes in it. */
        String of(JsonNode item);
    }

    /** How a list grows. */
    public sealed interface Order {

        /**
         * At its end: whoever comes back with the last cursor gets what was added since.
         *
         * @param first the cursor before the first item, for endpoints that begin with today without one
         */
        record OldestFirst(Optional<String> first) implements Order {}

        /**
         * As the keys of its records do. The server was asked for the lowest first, and so the end is where it grows; there
         * are servers that begin with the highest nevertheless, which is seen from the keys.
         */
        record ByKey() implements Order {}

        /** At its beginning: whoever comes back begins there, and stops at what is known. */
        record NewestFirst() implements Order {}
    }

    private static final List<String> NAMES = List.of("uri", "did", "id", "rev", "cid");
    private static final List<String> NO_PART_OF_THE_KEY = List.of("cursor", "limit", "reverse");
    private static final int LONGEST_KEY = 1000;

    /**
     * Checks the parameters.
     *
     * @throws IllegalArgumentException if there is a cursor among them
     */
    public Listing {
        if (params.first("cursor").isPresent()) {
            throw new IllegalArgumentException("the cursor of a list is given page by page");
        }
    }

    /**
     * A list that has its newest items first, as most have. Items are known by the first field of {@code uri}, {@code did},
     * {@code id}, {@code rev} and {@code cid} that they have, or else by all that they say.
     *
     * @param items the name of the field with the items of a page
     * @throws IllegalArgumentException if the endpoint is none, or there is a cursor among the parameters
     */
    public static Listing of(String endpoint, Params params, String items) {
        return new Listing(
                Nsid.parse(endpoint),
                params,
                CallOptions.none(),
                items,
                Listing::usualIdentity,
                new Order.NewestFirst());
    }

    /** The same, growing otherwise. */
    public Listing in(Order other) {
        return new Listing(endpoint, params, options, items, identity, other);
    }

    /** The same, its items known by something else. */
    public Listing knownBy(Identity other) {
        return new Listing(endpoint, params, options, items, other, order);
    }

    /** The same, called otherwise. */
    public Listing with(CallOptions other) {
        return new Listing(endpoint, params, other, items, identity, order);
    }

    /** Which list of the endpoint this is: the parameters in the order of their names, without the size of a page. */
    public String key() {
        String key = Arrays.stream(params.query().split("&", -1))
                .filter(pair -> !NO_PART_OF_THE_KEY.contains(pair.split("=", 2)[0]))
                .sorted()
                .collect(Collectors.joining("&"));
        return key.length() <= LONGEST_KEY ? key : "sha256:" + hash(key);
    }

    XrpcRequest page(Optional<String> cursor) {
        Params asked = cursor.map(at -> params.with("cursor", at)).orElse(params);
        return XrpcRequest.query(endpoint, asked, options);
    }

    /** A short name for an item, the same in every process. */
    String shortName(JsonNode item) {
        // 64 bits: of a million items, two have the same name once in 37 million times.
        return hash(identity.of(item)).substring(0, 16);
    }

    private static String hash(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String usualIdentity(JsonNode item) {
        return NAMES.stream()
                .map(item::path)
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .findFirst()
                .orElseGet(item::toString);
    }
}
