package dev.bluebell.media;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The first bytes of a blob. Reading beyond them is no error: there is nothing, which matches nothing. */
final class Head {

    private final byte[] bytes;
    private final int length;

    Head(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    int length() {
        return length;
    }

    /** The byte at {@code offset} as 0 to 255, or -1 beyond the end. */
    int at(int offset) {
        return offset < length ? bytes[offset] & 0xFF : -1;
    }

    /** Whether these bytes stand at {@code offset}. */
    boolean has(int offset, int... expected) {
        for (int i = 0; i < expected.length; i++) {
            if (at(offset + i) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether this ASCII text stands at {@code offset}. */
    boolean has(int offset, String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            if (at(offset + i) != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Four characters, as the boxes and brands of ISO media have; shorter at the end. */
    String fourCharacters(int offset) {
        int start = Math.min(offset, length);
        return new String(bytes, start, Math.min(4, length - start), StandardCharsets.ISO_8859_1);
    }

    /** Whether nothing follows these bytes. */
    boolean isWhole() {
        return length < TypeSniffer.HEAD_BYTES;
    }

    ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes, 0, length);
    }
}
