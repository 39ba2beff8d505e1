package dev.bluebell.media.image;

import dev.bluebell.media.FileBytes;
import java.io.InputStream;

/**
 * What decoding a PNG file needs beside its pixels. The file was looked at before: its chunks are whole.
 *
 * @param palette the chunk {@code PLTE}, or nothing
 * @param transparent the chunk {@code tRNS}, or nothing
 * @param profile the first chunk {@code iCCP}, if there is a profile in it, or nothing
 * @param data the compressed pixels
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PngChunks(byte[] palette, byte[] transparent, byte[] profile, InputStream data) {

    /** Where the content of the first chunk, {@code IHDR}, begins. */
    static final int HEADER = 16;

    private static final int FIRST = 8;

    /** Length, name and checksum. */
    private static final int FRAME_BYTES = 12;

    static PngChunks read(FileBytes file) {
        byte[] palette = new byte[0];
        byte[] transparent = new byte[0];
        byte[] profile = new byte[0];
        boolean profiled = false;
        long at = FIRST;
        while (true) {
            long length = file.u32(at);
            switch (file.fourCharacters(at + 4)) {
                case "PLTE" -> palette = file.bytes(at + 8, length);
                case "tRNS" -> transparent = file.bytes(at + 8, length);
                case "iCCP" -> {
                    if (!profiled && ProfileCheck.inPng(file, at + 8, length)) {
                        profile = file.bytes(at + 8, length);
                    }
                    profiled = true;
                }
                case "IDAT", "IEND" -> {
                    return new PngChunks(palette, transparent, profile, new Data(file, at));
                }
                default -> {}
            }
            at += FRAME_BYTES + length;
        }
    }

    /** The contents of the chunks {@code IDAT}, which follow one another. */
    private static final class Data extends InputStream {

        private static final int PIECE_BYTES = 64 << 10;

        private final FileBytes file;
        private long nextChunk;
        private long at;
        private long end;

        Data(FileBytes file, long firstChunk) {
            this.file = file;
            this.nextChunk = firstChunk;
        }

        @Override
        public int read() {
            return more() ? file.u8(at++) : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (!more()) {
                return -1;
            }
            byte[] piece = file.bytes(at, Math.min(Math.min(length, PIECE_BYTES), end - at));
            System.arraycopy(piece, 0, into, offset, piece.length);
            at += piece.length;
            return piece.length;
        }

        private boolean more() {
            while (at == end && file.has(nextChunk + 4, "IDAT")) {
                at = nextChunk + 8;
                end = at + file.u32(nextChunk);
                nextChunk = end + 4;
            }
            return at < end;
        }
    }
}
