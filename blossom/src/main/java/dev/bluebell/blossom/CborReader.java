package dev.bluebell.blossom;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one value of CBOR from bytes that somebody else made: nested at most {@value #MAX_DEPTH} deep, of lengths that are
 * known beforehand, the names of fields text and each there once, and nothing behind it. What is announced is not believed
 * before it is there, so that it takes no more memory than a few times its bytes.
 */
final class CborReader {

    static final int MAX_DEPTH = 8;

    private final ByteBuffer bytes;

    private CborReader(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    /** @throws BlossomException.Malformed if it is not such a value */
    static Cbor read(byte[] bytes) {
        CborReader reader = new CborReader(bytes);
        Cbor value = reader.value(0);
        if (reader.bytes.hasRemaining()) {
            throw flaw("goes on behind its end");
        }
        return value;
    }

    private Cbor value(int depth) {
        if (depth > MAX_DEPTH) {
            throw flaw("is nested too deep");
        }
        int head = next(1).get() & 0xff;
        int kind = head >> 5;
        int detail = head & 31;
        return switch (kind) {
            case 0 -> new Cbor.Int(number(detail));
            case 1 -> new Cbor.Int(-1 - number(detail));
            case 2 -> skip(number(detail));
            case 3 -> new Cbor.Text(text(number(detail)));
            case 4 -> items(number(detail), depth);
            case 5 -> fields(number(detail), depth);
            case 6 -> {
                number(detail);
                yield value(depth + 1);
            }
            default -> simple(detail);
        };
    }

    /** Follows in as many bytes as the detail says, or is the detail itself. */
    private long number(int detail) {
        long number = switch (detail) {
            case 24 -> next(1).get() & 0xff;
            case 25 -> next(2).getShort() & 0xffff;
            case 26 -> next(4).getInt() & 0xffff_ffffL;
            case 27 -> next(8).getLong();
            case 28, 29, 30, 31 -> throw flaw("has a length that is not said beforehand");
            default -> detail;
        };
        if (number < 0) {
            throw flaw("has a number that is too large");
        }
        return number;
    }

    private Cbor skip(long length) {
        next(length);
        return new Cbor.Other();
    }

    private String text(long length) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(next(length)).toString();
        } catch (CharacterCodingException e) {
            throw flaw("has text that is not UTF-8");
        }
    }

    private Cbor items(long count, int depth) {
        List<Cbor> items = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            items.add(value(depth + 1));
        }
        return new Cbor.Items(items);
    }

    private Cbor fields(long count, int depth) {
        Map<String, Cbor> fields = new HashMap<>();
        for (long i = 0; i < count; i++) {
            if (!(value(depth + 1) instanceof Cbor.Text(String name))) {
                throw flaw("has a field whose name is no text");
            }
            if (fields.put(name, value(depth + 1)) != null) {
                throw flaw("has a field twice");
            }
        }
        return new Cbor.Fields(fields);
    }

    private Cbor simple(int detail) {
        return switch (detail) {
            case 20 -> new Cbor.Flag(false);
            case 21 -> new Cbor.Flag(true);
            case 22, 23 -> Cbor.NOTHING;
            case 24 -> skip(1);
            case 25 -> skip(2);
            case 26 -> skip(4);
            case 27 -> skip(8);
            default -> throw flaw("has a value of no kind");
        };
    }

    private ByteBuffer next(long count) {
        if (count > bytes.remaining()) {
            throw flaw("breaks off");
        }
        ByteBuffer piece = bytes.slice(bytes.position(), (int) count);
        bytes.position(bytes.position() + (int) count);
        return piece;
    }

    private static BlossomException.Malformed flaw(String words) {
        return new BlossomException.Malformed("the CBOR " + words);
    }
}
