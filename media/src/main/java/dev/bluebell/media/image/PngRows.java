package dev.bluebell.media.image;

import dev.bluebell.media.FileBytes;
import dev.bluebell.media.MediaException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.InflaterInputStream;

/**
 * The pixels of a PNG file (W3C PNG, third edition) that {@link PngLayout} has looked at. The JDK could read them, too, but
 * only all at once.
 */
final class PngRows implements AutoCloseable {

    private static final int IN_PALETTE = 3;
    private static final int COLOUR = 2;
    private static final int ALPHA = 4;

    /** Adam7: the first column and row of each pass, and how far apart its columns and rows are. */
    private static final int[][] PASSES = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    private final int width;
    private final int height;
    private final int bits;
    private final int colours;
    private final boolean interlaced;
    private final byte[] palette;
    private final byte[] transparent;
    private final int samples;
    private final int channels;
    private final InputStream pixels;

    /** @throws MediaException.Corrupt if it says things about its colours that do not go together */
    PngRows(FileBytes file, PngChunks chunks) {
        width = (int) file.u32(PngChunks.HEADER);
        height = (int) file.u32(PngChunks.HEADER + 4);
        bits = file.u8(PngChunks.HEADER + 8);
        colours = file.u8(PngChunks.HEADER + 9);
        interlaced = file.u8(PngChunks.HEADER + 12) != 0;
        palette = chunks.palette();
        transparent = chunks.transparent();
        samples = colours == IN_PALETTE ? 1 : ((colours & COLOUR) + 1 + (colours & ALPHA) / ALPHA);
        channels = (colours & ALPHA) != 0 || transparent.length > 0 ? 4 : 3;
        boolean depth = Integer.bitCount(bits) == 1 && bits <= (colours == IN_PALETTE ? 8 : 16);
        boolean colour = colours == IN_PALETTE ? palette.length >= 3 : (colours & ~(COLOUR | ALPHA)) == 0;
        boolean key = colours == IN_PALETTE || transparent.length == 0 || transparent.length >= 2 * samples;
        if (!depth || !colour || !key) {
            throw new MediaException.Corrupt("the PNG picture is damaged: its colours are wrong");
        }
        pixels = new InflaterInputStream(chunks.data());
    }

    /** Gives back what the inflater holds outside the heap. */
    @Override
    public void close() throws IOException {
        pixels.close();
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** 3, or 4 with alpha. */
    int channels() {
        return channels;
    }

    /** How many bytes it needs beside a few rows: all of an interlaced picture. */
    long heldBytes() {
        return interlaced ? (long) width * height * channels : 0;
    }

    /** Hands all rows over. */
    void read(Rows rows) throws IOException {
        byte[] row = new byte[Math.multiplyExact(width, channels)];
        if (!interlaced) {
            Lines lines = new Lines(width);
            for (int y = 0; y < height; y++) {
                convert(lines.next(), width, row);
                rows.accept(row);
            }
            return;
        }
        byte[] all = passes(row);
        for (int y = 0; y < height; y++) {
            System.arraycopy(all, y * row.length, row, 0, row.length);
            rows.accept(row);
        }
    }

    private byte[] passes(byte[] row) throws IOException {
        byte[] all = new byte[Math.multiplyExact(row.length, height)];
        for (int[] pass : PASSES) {
            int across = Math.ceilDiv(width - pass[0], pass[2]);
            Lines lines = new Lines(across);
            for (int y = pass[1]; across > 0 && y < height; y += pass[3]) {
                convert(lines.next(), across, row);
                for (int x = 0; x < across; x++) {
                    int to = (y * width + pass[0] + x * pass[2]) * channels;
                    System.arraycopy(row, x * channels, all, to, channels);
                }
            }
        }
        return all;
    }

    private void convert(byte[] line, int count, byte[] row) {
        if (bits == 8 && samples == channels) {
            System.arraycopy(line, 0, row, 0, count * channels);
            return;
        }
        for (int x = 0; x < count; x++) {
            if (colours == IN_PALETTE) {
                look(sample(line, x), row, x * channels);
            } else {
                mix(line, x * samples, row, x * channels);
            }
        }
    }

    /** A place beyond the palette is black, as browsers have it. */
    private void look(int index, byte[] row, int to) {
        boolean known = 3 * index + 2 < palette.length;
        for (int channel = 0; channel < 3; channel++) {
            row[to + channel] = known ? palette[3 * index + channel] : 0;
        }
        if (channels == 4) {
            row[to + 3] = index < transparent.length ? transparent[index] : (byte) 0xFF;
        }
    }

    private void mix(byte[] line, int from, byte[] row, int to) {
        boolean clear = transparent.length > 0;
        for (int channel = 0; channel < 3; channel++) {
            int own = (colours & COLOUR) == 0 ? 0 : channel;
            int sample = sample(line, from + own);
            clear &= transparent.length > 0 && sample == key(own);
            row[to + channel] = level(sample);
        }
        if ((colours & ALPHA) != 0) {
            row[to + 3] = level(sample(line, from + samples - 1));
        } else if (channels == 4) {
            row[to + 3] = (byte) (clear ? 0 : 0xFF);
        }
    }

    private int key(int channel) {
        return (transparent[2 * channel] & 0xFF) << 8 | (transparent[2 * channel + 1] & 0xFF);
    }

    private int sample(byte[] line, int at) {
        return switch (bits) {
            case 8 -> line[at] & 0xFF;
            case 16 -> (line[2 * at] & 0xFF) << 8 | (line[2 * at + 1] & 0xFF);
            default -> (line[at * bits / 8] & 0xFF) >> (8 - bits - at * bits % 8) & ((1 << bits) - 1);
        };
    }

    /** 0 to 255, however many bits a sample has. */
    private byte level(int sample) {
        int most = (1 << bits) - 1;
        return (byte) (bits == 8 ? sample : (sample * 255 + most / 2) / most);
    }

    /** The lines of a pass, whose filters are taken away. */
    private final class Lines {

        private final int bytes;
        private final int pixelBytes = Math.max(1, samples * bits / 8);
        private byte[] line;
        private byte[] above;

        Lines(int count) {
            bytes = Math.toIntExact(((long) Math.max(0, count) * samples * bits + 7) / 8);
            line = new byte[bytes];
            above = new byte[bytes];
        }

        byte[] next() throws IOException {
            byte[] spare = above;
            above = line;
            line = spare;
            int filter = pixels.read();
            if (filter < 0 || pixels.readNBytes(line, 0, bytes) < bytes) {
                throw new EOFException("the pixels end too early");
            }
            unfilter(filter);
            return line;
        }

        private void unfilter(int filter) throws IOException {
            switch (filter) {
                case 0 -> {}
                case 1 -> {
                    for (int i = pixelBytes; i < bytes; i++) {
                        line[i] += line[i - pixelBytes];
                    }
                }
                case 2 -> {
                    for (int i = 0; i < bytes; i++) {
                        line[i] += above[i];
                    }
                }
                case 3 -> {
                    for (int i = 0; i < bytes; i++) {
                        int left = i < pixelBytes ? 0 : line[i - pixelBytes] & 0xFF;
                        line[i] += (byte) ((left + (above[i] & 0xFF)) / 2);
                    }
                }
                case 4 -> {
                    for (int i = 0; i < bytes; i++) {
                        int left = i < pixelBytes ? 0 : line[i - pixelBytes] & 0xFF;
                        int corner = i < pixelBytes ? 0 : above[i - pixelBytes] & 0xFF;
                        line[i] += (byte) nearest(left, above[i] & 0xFF, corner);
                    }
                }
                default -> throw new IOException("a line has the filter " + filter);
            }
        }

        /** The neighbour that Paeth's plane comes nearest to. */
        private static int nearest(int left, int up, int corner) {
            int toLeft = Math.abs(up - corner);
            int toUp = Math.abs(left - corner);
            int toCorner = Math.abs(left + up - 2 * corner);
            if (toLeft <= toUp && toLeft <= toCorner) {
                return left;
            }
            return toUp <= toCorner ? up : corner;
        }
    }
}
