package dev.bluebell.media.image;

import java.util.List;

/** A part of a file without metadata. */
sealed interface Piece {

    /** How many bytes it has. */
    long length();

    /** How many bytes these have in all. */
    static long bytes(List<Piece> pieces) {
        return pieces.stream().mapToLong(Piece::length).sum();
    }

    /** Bytes of the original, from {@code offset} on. */
    record Range(long offset, long length) implements Piece {}

    /** Bytes that stand for what had to be changed. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Literal(byte[] bytes) implements Piece {

        @Override
        public long length() {
            return bytes.length;
        }
    }
}
