package dev.bluebell.media.image;

import dev.bluebell.media.FileBytes;
import dev.bluebell.media.MediaException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The segments of a JPEG file (ITU T.81). */
final class JpegLayout {

    private static final byte[] START = {(byte) 0xFF, (byte) 0xD8};
    private static final int START_OF_SCAN = 0xDA;
    private static final int END = 0xD9;
    private static final int COMMENT = 0xFE;
    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP2 = 0xE2;
    private static final int APP14 = 0xEE;
    private static final int APP15 = 0xEF;

    /** Real ones have about ten; each makes a decoder go over all pixels. */
    private static final int MAX_SCANS = 100;

    private final FileBytes file;
    private final LayoutDraft draft;
    private int scans;
    private Profile profile = Profile.UNKNOWN;

    private enum Profile {
        UNKNOWN,
        KEPT,
        DROPPED
    }

    private JpegLayout(FileBytes file, ImageLimits limits) {
        this.file = file;
        this.draft = new LayoutDraft("image/jpeg", limits);
    }

    static Layout read(FileBytes file, ImageLimits limits) {
        return new JpegLayout(file, limits).read();
    }

    private Layout read() {
        long at = 2;
        while (true) {
            long marker = marker(file, at);
            if (marker > at) {
                draft.drop(); // fill bytes, harmless
            }
            int code = file.u8(marker + 1);
            if (code == END) {
                draft.keep(marker, 2);
                putOrientation();
                draft.putFirst(START);
                return draft.finish(file, marker + 2);
            }
            long end = marker + 2 + file.u16(marker + 2);
            segment(code, marker, end);
            at = end;
            if (code == START_OF_SCAN) {
                at = endOfScan(end);
                draft.keep(end, at - end);
            }
        }
    }

    /** Where the next marker begins: fill bytes of 0xFF may come before it. */
    static long marker(FileBytes file, long at) {
        if (file.u8(at) != 0xFF) {
            throw new MediaException.Corrupt("the JPEG picture is damaged at byte " + at);
        }
        long marker = at;
        while (file.u8(marker + 1) == 0xFF) {
            marker++;
        }
        return marker;
    }

    private void segment(int code, long marker, long end) {
        if (end < marker + 4) {
            throw new MediaException.Corrupt("the JPEG picture is damaged at byte " + marker);
        }
        file.u8(end - 1); // it is all there
        if (code == APP1 && file.has(marker + 4, "Exif\0\0")) {
            draft.orientation(Exif.orientation(file.bytes(marker + 4, end - marker - 4)));
        }
        if (isFrame(code)) {
            frame(code, marker);
        }
        if (code == START_OF_SCAN) {
            scan();
        }
        if (isMetadata(code, marker, end)) {
            draft.drop();
        } else {
            draft.keep(marker, end - marker);
        }
    }

    private static boolean isFrame(int code) {
        return code >= 0xC0 && code <= 0xCF && code != 0xC4 && code != 0xC8 && code != 0xCC;
    }

    /** Also a picture that is not called progressive may have a scan for each colour. */
    private void scan() {
        if (++scans > MAX_SCANS) {
            throw new MediaException.TooLarge("the JPEG picture has more than " + MAX_SCANS + " scans");
        }
        if (scans > 1) {
            draft.inPasses();
        }
    }

    private static boolean isProgressive(int code) {
        return isFrame(code) && (code & 3) == 2;
    }

    private void frame(int code, long marker) {
        if (draft.hasSize()) {
            throw new MediaException.Corrupt("the JPEG picture has two sizes");
        }
        draft.size(file.u16(marker + 7), file.u16(marker + 5));
        if (isProgressive(code)) {
            draft.inPasses();
        }
        if (file.u8(marker + 9) == 4) {
            draft.inks();
        }
    }

    /** Kept are JFIF without its preview, the colour profile, and Adobe's way to store colours. */
    private boolean isMetadata(int code, long marker, long end) {
        return switch (code) {
            case COMMENT -> true;
            case APP0 -> !file.has(marker + 4, "JFIF\0") || file.u16(marker + 2) != 16;
            case APP2 -> !JpegProfile.isPart(file, marker, end) || !isProfile(marker);
            case APP14 -> !file.has(marker + 4, "Adobe");
            default -> code >= APP1 && code <= APP15;
        };
    }

    /** The first part tells for all; behind the pixels there is none. */
    private boolean isProfile(long part) {
        if (profile == Profile.UNKNOWN) {
            profile = JpegProfile.isWhole(file, part) ? Profile.KEPT : Profile.DROPPED;
        }
        return profile == Profile.KEPT && scans == 0;
    }

    /** Within a scan 0xFF is followed by 0 or by a restart marker, or the scan is over. */
    private long endOfScan(long from) {
        long at = from;
        while (true) {
            at = file.find(0xFF, at);
            int code = file.u8(at + 1);
            if (code != 0 && code != 0xFF && (code < 0xD0 || code > 0xD7)) {
                return at;
            }
            at += code == 0xFF ? 1 : 2;
        }
    }

    private void putOrientation() {
        if (draft.orientation() != Orientation.UPRIGHT) {
            byte[] exif = Exif.of(draft.orientation());
            byte[] name = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
            draft.putFirst(ByteBuffer.allocate(4 + name.length + exif.length)
                    .put((byte) 0xFF)
                    .put((byte) APP1)
                    .putShort((short) (2 + name.length + exif.length))
                    .put(name)
                    .put(exif)
                    .array());
        }
    }
}
