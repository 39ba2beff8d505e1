package dev.bluebell.media.image;

import dev.bluebell.media.FileBytes;
import dev.bluebell.media.MediaException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The first directory of a TIFF file (TIFF 6.0). Such files are read, never kept: what is not decoded counts as metadata. */
final class TiffLayout {

    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int PHOTOMETRIC = 262;
    private static final int ORIENTATION = 274;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_HEIGHT = 323;
    private static final int EXTRA_SAMPLES = 338;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int ENTRY_BYTES = 12;
    private static final int PHOTOMETRIC_INKS = 5;

    private final FileBytes file;
    private final boolean little;

    private TiffLayout(FileBytes file) {
        this.file = file;
        this.little = file.u8(0) == 'I';
    }

    static boolean isTiff(FileBytes file) {
        return file.has(0, "II*\0") || file.has(0, "MM\0*");
    }

    static Layout read(FileBytes file, ImageLimits limits) {
        Map<Integer, Long> tags = new TiffLayout(file).tags();
        if (!tags.containsKey(WIDTH) || !tags.containsKey(HEIGHT)) {
            throw new MediaException.Corrupt("the TIFF picture does not say how large it is");
        }
        LayoutDraft draft = new LayoutDraft("image/tiff", limits);
        draft.size(tags.get(WIDTH), tags.get(HEIGHT));
        if (tags.containsKey(TILE_WIDTH)) {
            LayoutDraft.checkSize(tags.get(TILE_WIDTH), tags.getOrDefault(TILE_HEIGHT, 1L), limits);
        }
        draft.orientation(Orientation.ofExif(tags.getOrDefault(ORIENTATION, 1L).intValue()));
        if (tags.containsKey(EXTRA_SAMPLES)) {
            draft.alpha();
        }
        if (tags.getOrDefault(PHOTOMETRIC, 0L) == PHOTOMETRIC_INKS) {
            draft.inks();
        }
        draft.drop();
        return draft.finish(file, file.length());
    }

    /** The first value of each tag that is a whole number and stands in the directory itself. */
    private Map<Integer, Long> tags() {
        long directory = u32(4);
        int entries = u16(directory);
        Map<Integer, Long> tags = new HashMap<>();
        List<Integer> wanted = List.of(WIDTH, HEIGHT, PHOTOMETRIC, ORIENTATION, TILE_WIDTH, TILE_HEIGHT, EXTRA_SAMPLES);
        for (int i = 0; i < entries; i++) {
            long at = directory + 2 + (long) i * ENTRY_BYTES;
            int type = u16(at + 2);
            if (wanted.contains(u16(at)) && (type == SHORT || type == LONG)) {
                Long earlier = tags.put(u16(at), type == SHORT ? u16(at + 8) : u32(at + 8));
                if (earlier != null) { // readers do not agree which one counts
                    throw new MediaException.Corrupt("the TIFF picture says something twice");
                }
            }
        }
        return tags;
    }

    private int u16(long at) {
        return little ? file.u16le(at) : file.u16(at);
    }

    private long u32(long at) {
        return little ? file.u32le(at) : file.u32(at);
    }
}
