package dev.bluebell.media.image;

import dev.bluebell.media.FileBytes;
import dev.bluebell.media.MediaException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.CRC32;

/** The chunks of a PNG file (W3C PNG, third edition, with animation). */
final class PngLayout {

    private static final int SIGNATURE_BYTES = 8;
    private static final int HEADER_BYTES = 13;

    /** Length, name and checksum. */
    private static final int FRAME_BYTES = 12;

    private static final int COLOUR_HAS_ALPHA = 4;

    /** Chunks that change how the picture looks. All others are left out, whatever they are. */
    private static final Set<String> LOOKS = Set.of(
            "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "mDCV", "cLLI", "sBIT",
            "bKGD", "pHYs", "acTL", "fcTL", "fdAT");

    /** Chunks whose checksum must be right, as browsers have it. */
    private static final Set<String> PIXELS = Set.of("IHDR", "PLTE", "IDAT");

    private final FileBytes file;
    private final LayoutDraft draft;
    private boolean profiled;

    private PngLayout(FileBytes file, ImageLimits limits) {
        this.file = file;
        this.draft = new LayoutDraft("image/png", limits);
    }

    static Layout read(FileBytes file, ImageLimits limits) {
        return new PngLayout(file, limits).read();
    }

    private Layout read() {
        draft.keep(0, SIGNATURE_BYTES);
        long at = SIGNATURE_BYTES;
        while (true) {
            long length = file.u32(at);
            String name = file.fourCharacters(at + 4);
            long end = at + FRAME_BYTES + length;
            file.u8(end - 1); // it is all there
            if (PIXELS.contains(name)) {
                requireChecksum(at + 4, 4 + length);
            }
            chunk(name, at + 8, length);
            if (LOOKS.contains(name) && (!name.equals("iCCP") || isProfile(at + 8, length))) {
                draft.keep(at, end - at);
            } else {
                draft.drop();
            }
            if (name.equals("IEND")) {
                return draft.finish(file, end);
            }
            at = end;
        }
    }

    private void chunk(String name, long data, long length) {
        if (name.equals("IHDR") == draft.hasSize()) {
            throw new MediaException.Corrupt("the PNG picture does not begin with its size, or has two");
        }
        switch (name) {
            case "IHDR" -> header(data, length);
            case "tRNS" -> draft.alpha();
            case "acTL" -> draft.frames(file.u32(data));
            case "eXIf" -> orientation(data, length);
            default -> {}
        }
    }

    /** Only the first one counts, so that no more are inflated. */
    private boolean isProfile(long data, long length) {
        boolean first = !profiled;
        profiled = true;
        return first && ProfileCheck.inPng(file, data, length);
    }

    private void requireChecksum(long at, long length) {
        CRC32 checksum = new CRC32();
        file.forEach(at, length, checksum::update);
        if (checksum.getValue() != file.u32(at + length)) {
            throw new MediaException.Corrupt("the PNG picture is damaged: a checksum is wrong");
        }
    }

    private void header(long data, long length) {
        if (length != HEADER_BYTES) {
            throw new MediaException.Corrupt("the PNG picture has a wrong header");
        }
        draft.size(file.u32(data), file.u32(data + 4));
        if ((file.u8(data + 9) & COLOUR_HAS_ALPHA) != 0) {
            draft.alpha();
        }
    }

    private void orientation(long data, long length) {
        if (draft.orientation() != Orientation.UPRIGHT) {
            return; // the first one counts
        }
        draft.orientation(Exif.orientation(file.bytes(data, length)));
        if (draft.orientation() != Orientation.UPRIGHT) {
            draft.add(chunkOf("eXIf", Exif.of(draft.orientation())));
        }
    }

    private static byte[] chunkOf(String name, byte[] data) {
        ByteBuffer chunk = ByteBuffer.allocate(FRAME_BYTES + data.length)
                .putInt(data.length)
                .put(name.getBytes(StandardCharsets.ISO_8859_1))
                .put(data);
        CRC32 checksum = new CRC32();
        checksum.update(chunk.array(), 4, 4 + data.length);
        return chunk.putInt((int) checksum.getValue()).array();
    }
}
