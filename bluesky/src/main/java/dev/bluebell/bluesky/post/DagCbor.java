package dev.bluebell.bluesky.post;

import dev.bluebell.bluesky.Cid;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Records as servers store and hash them: DAG-CBOR, of which there is one spelling for each record. */
final class DagCbor {

    private static final int NUMBER = 0;
    private static final int NEGATIVE = 1;
    private static final int BYTES = 2;
    private static final int TEXT = 3;
    private static final int LIST = 4;
    private static final int MAP = 5;
    private static final int TAG = 6;
    private static final int CID_TAG = 42;
    private static final int FALSE = 0xf4;
    private static final int TRUE = 0xf5;
    private static final int NULL = 0xf6;

    /** Shorter ones first. */
    private static final Comparator<byte[]> NAMES =
            Comparator.<byte[]>comparingInt(name -> name.length).thenComparing(Arrays::compareUnsigned);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private DagCbor() {}

    /**
     * What a record is.
     *
     * @throws IllegalArgumentException if it holds what no record may
     */
    static Cid cid(JsonNode record) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(encode(record));
            return Cid.ofRecord(HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static byte[] encode(JsonNode record) {
        DagCbor writer = new DagCbor();
        writer.write(record);
        return writer.out.toByteArray();
    }

    private void write(JsonNode node) {
        switch (node.getNodeType()) {
            case NULL -> out.write(NULL);
            case BOOLEAN -> out.write(node.booleanValue() ? TRUE : FALSE);
            case NUMBER -> number(node);
            case STRING -> text(node.stringValue());
            case ARRAY -> {
                head(LIST, node.size());
                node.forEach(this::write);
            }
            case OBJECT -> object(node);
            case BINARY, MISSING, POJO ->
                throw new IllegalArgumentException("a record cannot hold " + node.getNodeType());
        }
    }

    private void number(JsonNode node) {
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw new IllegalArgumentException("a record holds whole numbers only, not " + node);
        }
        long value = node.longValue();
        head(value < 0 ? NEGATIVE : NUMBER, value < 0 ? -1 - value : value);
    }

    private void text(String text) {
        bytes(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    private void bytes(int kind, byte[] bytes) {
        head(kind, bytes.length);
        out.writeBytes(bytes);
    }

    private void object(JsonNode node) {
        if (node.size() == 1 && node.path("$link").isString()) {
            byte[] cid = new Cid(node.path("$link").stringValue()).binary();
            head(TAG, CID_TAG);
            head(BYTES, cid.length + 1L);
            out.write(0);
            out.writeBytes(cid);
        } else if (node.size() == 1 && node.path("$bytes").isString()) {
            bytes(BYTES, Base64.getDecoder().decode(node.path("$bytes").stringValue()));
        } else {
            map(node);
        }
    }

    private void map(JsonNode node) {
        Map<byte[], JsonNode> fields = new TreeMap<>(NAMES);
        node.properties()
                .forEach(field -> fields.put(field.getKey().getBytes(StandardCharsets.UTF_8), field.getValue()));
        head(MAP, fields.size());
        fields.forEach((name, value) -> {
            bytes(TEXT, name);
            write(value);
        });
    }

    /** A kind and a number, in as few bytes as there are for it. */
    private void head(int kind, long value) {
        if (value < 24) {
            out.write(kind << 5 | (int) value);
            return;
        }
        int size = value <= 0xff ? 0 : value <= 0xffff ? 1 : value <= 0xffff_ffffL ? 2 : 3;
        out.write(kind << 5 | 24 + size);
        for (int shift = (Byte.SIZE << size) - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            out.write((int) (value >>> shift));
        }
    }
}
