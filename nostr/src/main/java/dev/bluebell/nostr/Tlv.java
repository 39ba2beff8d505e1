package dev.bluebell.nostr;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The parts of a NIP-19 pointer: a type, a length and a value each, of one, one and up to 255 bytes. */
final class Tlv {

    static final int SPECIAL = 0;
    static final int RELAY = 1;
    static final int AUTHOR = 2;
    static final int KIND = 3;

    private static final int MAX_VALUE_BYTES = 255;

    private final Map<Integer, List<byte[]>> valuesByType = new HashMap<>();

    private Tlv() {}

    static Tlv read(byte[] bytes) {
        Tlv parts = new Tlv();
        int at = 0;
        while (at < bytes.length) {
            int value = at + 2;
            int end = value > bytes.length ? Integer.MAX_VALUE : value + Byte.toUnsignedInt(bytes[at + 1]);
            if (end > bytes.length) {
                throw new IllegalArgumentException("the last part of the pointer is cut off");
            }
            parts.valuesByType
                    .computeIfAbsent(Byte.toUnsignedInt(bytes[at]), type -> new ArrayList<>())
                    .add(Arrays.copyOfRange(bytes, value, end));
            at = end;
        }
        return parts;
    }

    Optional<byte[]> first(int type) {
        return valuesByType.getOrDefault(type, List.of()).stream().findFirst();
    }

    byte[] required(int type) {
        return first(type).orElseThrow(() -> missing(type));
    }

    List<String> texts(int type) {
        return valuesByType.getOrDefault(type, List.of()).stream()
                .map(Tlv::text)
                .toList();
    }

    /** A big-endian number of four bytes. */
    OptionalInt number(int type) {
        Optional<byte[]> value = first(type);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        if (value.get().length != Integer.BYTES) {
            throw new IllegalArgumentException("the pointer's part %d must be %d bytes, has %d"
                    .formatted(type, Integer.BYTES, value.get().length));
        }
        return OptionalInt.of(ByteBuffer.wrap(value.get()).getInt());
    }

    static String text(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the pointer holds a text that is not UTF-8", e);
        }
    }

    static IllegalArgumentException missing(int type) {
        return new IllegalArgumentException("the pointer lacks its part " + type);
    }

    /** Refuses what does not fit into a part; a copy otherwise. */
    static List<String> requireShort(String what, List<String> texts) {
        for (String text : texts) {
            int bytes = text.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MAX_VALUE_BYTES) {
                throw new IllegalArgumentException(
                        "%s must be at most %d bytes, has %d".formatted(what, MAX_VALUE_BYTES, bytes));
            }
        }
        return List.copyOf(texts);
    }

    /** Puts parts one behind the other. Not thread-safe. */
    static final class Writer {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Writer bytes(int type, byte[] value) {
            out.write(type);
            out.write(value.length);
            out.writeBytes(value);
            return this;
        }

        Writer texts(int type, List<String> values) {
            values.forEach(value -> bytes(type, value.getBytes(StandardCharsets.UTF_8)));
            return this;
        }

        Writer number(int type, int value) {
            return bytes(type, ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
        }

        String encode(String prefix) {
            return new Bech32(prefix, out.toByteArray()).encode();
        }
    }
}
