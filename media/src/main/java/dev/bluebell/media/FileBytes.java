package dev.bluebell.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file read at any place through a window of 64 KiB, whatever its size. Numbers are unsigned.
 *
 * <p>Reading beyond the end throws {@link MediaException.Corrupt}, a failing disk {@link MediaException.Failed}. Not
 * thread-safe.
 */
public final class FileBytes implements AutoCloseable {

    /** The most that {@link #bytes} gives at once. */
    public static final int MAX_PIECE_BYTES = 4 << 20;

    /** Takes some bytes, which are overwritten when it is done. */
    @FunctionalInterface
    public interface Part<E extends Exception> {
        /** Takes {@code length} bytes of {@code bytes} from {@code offset} on. */
        void accept(byte[] bytes, int offset, int length) throws E;
    }

    private static final int WINDOW_BYTES = 64 << 10;

    private final FileChannel file;
    private final long length;
    private final byte[] window = new byte[WINDOW_BYTES];
    private long windowStart;
    private int windowLength;

    private FileBytes(FileChannel file, long length) {
        this.file = file;
        this.length = length;
    }

    /** Opens a file, which must not be changed until it is closed. */
    public static FileBytes open(Path path) {
        try {
            FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
            return new FileBytes(file, file.size());
        } catch (IOException e) {
            throw new MediaException.Failed("the file cannot be read: " + e.getMessage(), e);
        }
    }

    /** The size of the file in bytes. */
    public long length() {
        return length;
    }

    /** One byte. */
    public int u8(long at) {
        long offset = at - windowStart;
        if (offset < 0 || offset >= windowLength) {
            moveTo(at);
            offset = 0;
        }
        return window[(int) offset] & 0xFF;
    }

    /** Two bytes, big-endian. */
    public int u16(long at) {
        return u8(at) << 8 | u8(at + 1);
    }

    /** Four bytes, big-endian. */
    public long u32(long at) {
        return (long) u16(at) << 16 | u16(at + 2);
    }

    /** Eight bytes, big-endian; negative from 2^63 on. */
    public long i64(long at) {
        return u32(at) << 32 | u32(at + 4);
    }

    /** Two bytes, little-endian. */
    public int u16le(long at) {
        return u8(at) | u8(at + 1) << 8;
    }

    /** Three bytes, little-endian. */
    public int u24le(long at) {
        return u16le(at) | u8(at + 2) << 16;
    }

    /** Four bytes, little-endian. */
    public long u32le(long at) {
        return u16le(at) | (long) u16le(at + 2) << 16;
    }

    /** Four bytes as characters, as the chunks and boxes of many formats are named. */
    public String fourCharacters(long at) {
        return new String(bytes(at, 4), StandardCharsets.ISO_8859_1);
    }

    /** Whether these characters stand there; false at the end of the file. */
    public boolean has(long at, String ascii) {
        if (at + ascii.length() > length) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (u8(at + i) != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The place of the next byte of this value at or after {@code from}. */
    public long find(int value, long from) {
        long at = from;
        while (u8(at) != value) {
            int offset = (int) (at - windowStart) + 1;
            while (offset < windowLength && (window[offset] & 0xFF) != value) {
                offset++;
            }
            at = windowStart + offset;
        }
        return at;
    }

    /**
     * A piece of the file.
     *
     * @throws MediaException.TooLarge if more than {@link #MAX_PIECE_BYTES} are asked for
     */
    public byte[] bytes(long at, long count) {
        if (count > MAX_PIECE_BYTES) {
            throw new MediaException.TooLarge("a part of the file has " + count + " bytes, too many for its kind");
        }
        requireInside(at, count);
        ByteBuffer piece = ByteBuffer.allocate((int) count);
        this.<RuntimeException>forEach(at, count, piece::put);
        return piece.array();
    }

    /** Hands over a piece of the file of any length, part by part. */
    public <E extends Exception> void forEach(long at, long count, Part<E> each) throws E {
        requireInside(at, count);
        long end = at + count;
        for (long next = at; next < end; ) {
            u8(next);
            int offset = (int) (next - windowStart);
            int some = (int) Math.min(windowLength - offset, end - next);
            each.accept(window, offset, some);
            next += some;
        }
    }

    private void requireInside(long at, long count) {
        if (at < 0 || count < 0 || at > length - count) {
            throw cutShort();
        }
    }

    private void moveTo(long at) {
        requireInside(at, 1);
        try {
            windowStart = at;
            windowLength = 0;
            ByteBuffer into = ByteBuffer.wrap(window, 0, (int) Math.min(WINDOW_BYTES, length - at));
            while (into.hasRemaining()) {
                if (file.read(into, at + into.position()) < 0) {
                    throw cutShort();
                }
            }
            windowLength = into.position();
        } catch (IOException e) {
            throw new MediaException.Failed("the file cannot be read: " + e.getMessage(), e);
        }
    }

    private static MediaException cutShort() {
        return new MediaException.Corrupt("the file is cut short, or damaged; get it again from where it came from");
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new MediaException.Failed("the file cannot be closed: " + e.getMessage(), e);
        }
    }
}
