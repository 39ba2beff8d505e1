package dev.bluebell.media.video;

import dev.bluebell.media.FileBytes;
import java.util.function.LongFunction;

/** How long the fragments of one track are together, in units of its time scale. */
final class Fragments {

    long sampleDuration;
    long end;

    /** Reads the boxes of one {@code traf}. */
    static final class Reader {

        private static final int BASE_OFFSET = 0x01;
        private static final int DESCRIPTION = 0x02;
        private static final int DEFAULT_DURATION = 0x08;
        private static final int RUN_DATA_OFFSET = 0x001;
        private static final int RUN_FIRST_FLAGS = 0x004;
        private static final int RUN_DURATION = 0x100;
        private static final int RUN_PER_SAMPLE = 0xF00;

        private final FileBytes file;
        private final LongFunction<Fragments> byTrack;
        private Fragments track = new Fragments();
        private long sampleDuration;

        Reader(FileBytes file, LongFunction<Fragments> byTrack) {
            this.file = file;
            this.byTrack = byTrack;
        }

        void read(Box box) {
            switch (box.type()) {
                case "tfhd" -> header(box);
                case "tfdt" -> {
                    boolean wide = file.u8(box.at(0, 8)) == 1;
                    long start = wide ? file.i64(box.at(4, 8)) : file.u32(box.at(4, 4));
                    track.end = Math.max(track.end, start);
                }
                case "trun" -> run(box);
                default -> {}
            }
        }

        private void header(Box box) {
            int flags = (int) file.u32(box.at(0, 8)) & 0xFFFFFF;
            track = byTrack.apply(file.u32(box.at(4, 4)));
            int at = 8 + ((flags & BASE_OFFSET) != 0 ? 8 : 0) + ((flags & DESCRIPTION) != 0 ? 4 : 0);
            sampleDuration = (flags & DEFAULT_DURATION) != 0 ? file.u32(box.at(at, 4)) : track.sampleDuration;
        }

        private void run(Box box) {
            int flags = (int) file.u32(box.at(0, 8)) & 0xFFFFFF;
            long samples = file.u32(box.at(4, 4));
            if ((flags & RUN_DURATION) == 0) {
                track.end += samples * sampleDuration;
                return;
            }
            long first = 8L + ((flags & RUN_DATA_OFFSET) != 0 ? 4 : 0) + ((flags & RUN_FIRST_FLAGS) != 0 ? 4 : 0);
            long each = 4L * Integer.bitCount(flags & RUN_PER_SAMPLE);
            long table = box.at(first, samples * each);
            for (long i = 0; i < samples; i++) {
                track.end += file.u32(table + i * each);
            }
        }
    }
}
