package dev.bluebell.media.image;

import dev.bluebell.media.FileBytes;
import dev.bluebell.media.MediaException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The chunks of a WebP file (RFC 9649). */
final class WebpLayout {

    private static final int RIFF_BYTES = 12;
    private static final int CHUNK_BYTES = 8;
    private static final int FLAG_PROFILE = 0x20;
    private static final int FLAG_ALPHA = 0x10;
    private static final int FLAG_EXIF = 0x08;
    private static final int FLAG_XMP = 0x04;
    private static final int FRAME_HEADER_BYTES = 16;
    private static final int LOSSLESS_MARK = 0x2F;

    private static final Set<String> LOOKS = Set.of("ICCP", "ANIM", "ANMF", "ALPH", "VP8 ", "VP8L");

    private final FileBytes file;
    private final ImageLimits limits;
    private final LayoutDraft draft;
    private int frames;
    private boolean pixels;
    private boolean profile;
    private int extendedFlags = -1;
    private long extendedAt;

    private WebpLayout(FileBytes file, ImageLimits limits) {
        this.file = file;
        this.limits = limits;
        this.draft = new LayoutDraft("image/webp", limits);
    }

    static Layout read(FileBytes file, ImageLimits limits) {
        return new WebpLayout(file, limits).read();
    }

    private Layout read() {
        long end = CHUNK_BYTES + file.u32le(4);
        file.u8(end - 1); // it is all there
        long at = RIFF_BYTES;
        while (at + CHUNK_BYTES <= end) {
            String name = file.fourCharacters(at);
            long length = file.u32le(at + 4);
            long next = at + CHUNK_BYTES + length + (length & 1);
            if (at + CHUNK_BYTES + length > end) {
                throw new MediaException.Corrupt("the WebP picture is damaged at byte " + at);
            }
            chunk(name, at, length);
            if (LOOKS.contains(name) && (!name.equals("ICCP") || isProfile(at + CHUNK_BYTES, length))) {
                draft.keep(at, Math.min(next, file.length()) - at);
            } else if (!name.equals("VP8X")) {
                draft.drop();
            }
            at = next;
        }
        if (!pixels) {
            throw new MediaException.Corrupt("the WebP picture has a size, but no pixels");
        }
        putHeader();
        return draft.finish(file, end);
    }

    private void chunk(String name, long at, long length) {
        long data = at + CHUNK_BYTES;
        switch (name) {
            case "VP8X" -> extended(data);
            case "VP8 " -> bitstream(lossyWidth(data), lossyHeight(data), false);
            case "VP8L" -> lossless(data);
            case "ALPH" -> draft.alpha();
            case "ANMF" -> frame(data, data + length);
            case "EXIF" -> draft.orientation(Exif.orientation(file.bytes(data, length)));
            default -> {}
        }
    }

    /** Only the first one is kept. */
    private boolean isProfile(long data, long length) {
        boolean kept = !profile && ProfileCheck.stored(file, data, length);
        profile |= kept;
        return kept;
    }

    private void extended(long data) {
        if (extendedFlags >= 0 || draft.hasSize()) {
            throw new MediaException.Corrupt("the WebP picture has two headers");
        }
        extendedAt = data;
        extendedFlags = file.u8(data);
        draft.size(file.u24le(data + 4) + 1L, file.u24le(data + 7) + 1L);
        if ((extendedFlags & FLAG_ALPHA) != 0) {
            draft.alpha();
        }
    }

    private int lossyWidth(long data) {
        return file.u16le(data + 6) & 0x3FFF;
    }

    private int lossyHeight(long data) {
        return file.u16le(data + 8) & 0x3FFF;
    }

    private void lossless(long data) {
        if (file.u8(data) != LOSSLESS_MARK) {
            throw new MediaException.Corrupt("the WebP picture is damaged at byte " + data);
        }
        long bits = file.u32le(data + 1);
        bitstream((int) (bits & 0x3FFF) + 1, (int) (bits >> 14 & 0x3FFF) + 1, (bits >> 28 & 1) != 0);
    }

    /** A decoder believes the bitstream, so it must not be larger than what the limits were applied to. */
    private void bitstream(int width, int height, boolean alpha) {
        pixels = true;
        if (!draft.hasSize()) {
            draft.size(width, height);
            if (alpha) {
                draft.alpha();
            }
        } else if (!draft.sizeIs(width, height)) {
            throw new MediaException.Corrupt("the WebP picture has two sizes");
        }
    }

    private void frame(long data, long end) {
        draft.frames(++frames);
        pixels = true;
        LayoutDraft.checkSize(file.u24le(data + 6) + 1L, file.u24le(data + 9) + 1L, limits);
        for (long at = data + FRAME_HEADER_BYTES; at + CHUNK_BYTES <= end; ) {
            long length = file.u32le(at + 4);
            if (file.has(at, "VP8 ")) {
                long inner = at + CHUNK_BYTES;
                LayoutDraft.checkSize(lossyWidth(inner), lossyHeight(inner), limits);
            } else if (file.has(at, "VP8L")) {
                long bits = file.u32le(at + CHUNK_BYTES + 1);
                LayoutDraft.checkSize((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, limits);
            }
            at += CHUNK_BYTES + length + (length & 1);
        }
    }

    /** The header says what follows and how much, so it is written anew. */
    private void putHeader() {
        boolean turned = draft.orientation() != Orientation.UPRIGHT;
        if (turned) {
            draft.add(chunkOf("EXIF", Exif.of(draft.orientation())));
        }
        if (extendedFlags >= 0) {
            byte[] extended = file.bytes(extendedAt, 10);
            int gone = FLAG_EXIF | FLAG_XMP | (profile ? 0 : FLAG_PROFILE);
            extended[0] = (byte) ((extendedFlags & ~gone) | (turned ? FLAG_EXIF : 0));
            draft.putFirst(chunkOf("VP8X", extended));
        }
        draft.putFirst(littleEndian(RIFF_BYTES)
                .put(ascii("RIFF"))
                .putInt((int) (draft.cleanBytes() + 4))
                .put(ascii("WEBP"))
                .array());
    }

    private static byte[] chunkOf(String name, byte[] data) {
        return littleEndian(CHUNK_BYTES + data.length + (data.length & 1))
                .put(ascii(name))
                .putInt(data.length)
                .put(data)
                .array();
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
