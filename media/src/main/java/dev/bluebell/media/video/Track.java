package dev.bluebell.media.video;

import dev.bluebell.media.FileBytes;
import dev.bluebell.media.MediaException;
import java.time.Duration;

/** One track of a movie, as its {@code trak} box tells it. */
final class Track {

    /** No real video is longer; a claim beyond is damage. */
    private static final double MAX_SECONDS = 10 * 365 * 86_400.0;

    /** Ten hours at sixty a second, and players keep a note of each. */
    private static final long MAX_PICTURES = 2_200_000;

    private static final int FIXED_POINT = 1 << 16;
    private static final long UNKNOWN_DURATION = 0xFFFFFFFFL;

    private final FileBytes file;
    private final Runnable counter;

    long id;
    int width;
    int height;
    int rotation;
    long timescale = 1;
    Duration duration = Duration.ZERO;
    String handler = "";
    String codec = "";

    /** @param counter is run for each box and throws when there are too many */
    Track(FileBytes file, Box trak, Runnable counter) {
        this.file = file;
        this.counter = counter;
        trak.children(file, this::inTrack);
    }

    private void inTrack(Box box) {
        counter.run();
        switch (box.type()) {
            case "tkhd" -> header(box);
            case "mdia" -> box.children(file, this::inMedia);
            default -> {}
        }
    }

    private void inMedia(Box box) {
        counter.run();
        switch (box.type()) {
            case "mdhd" -> {
                timescale = timescale(file, box);
                duration = duration(file, box, timescale);
            }
            case "hdlr" -> handler = file.fourCharacters(box.at(8, 4));
            case "minf" -> box.children(file, this::inMediaInformation);
            default -> {}
        }
    }

    private void inMediaInformation(Box box) {
        counter.run();
        if (box.type().equals("stbl")) {
            box.children(file, this::inSampleTable);
        }
    }

    private void inSampleTable(Box box) {
        counter.run();
        if (box.type().equals("stsz")) {
            requireSamples(file.u32(box.at(4, 8)), file.u32(box.at(8, 4)));
        }
        if (box.type().equals("stsd") && file.u32(box.at(4, 4)) > 0) {
            Box entry = Box.read(file, box.data() + 8, box.end());
            codec = entry.type();
            if (handler.equals("vide") && (width == 0 || height == 0)) {
                width = file.u16(entry.at(24, 4));
                height = file.u16(entry.at(26, 2));
            }
        }
    }

    /** @param bytes of each, or 0 if they differ */
    private void requireSamples(long bytes, long number) {
        if (bytes > 0 && number > file.length() / bytes) {
            throw new MediaException.Corrupt("the video says it has more than is in the file");
        }
        if (handler.equals("vide") && number > MAX_PICTURES) {
            throw new MediaException.TooLarge("the video has more than " + MAX_PICTURES + " pictures");
        }
    }

    private void header(Box box) {
        boolean wide = file.u8(box.at(0, 1)) == 1;
        id = file.u32(box.at(wide ? 20 : 12, 4));
        long matrix = box.at(wide ? 52 : 40, 44);
        rotation = rotation((int) file.u32(matrix), (int) file.u32(matrix + 4));
        width = (int) (file.u32(matrix + 36) / FIXED_POINT);
        height = (int) (file.u32(matrix + 40) / FIXED_POINT);
    }

    /** To the nearest quarter; {@code a} and {@code b} are where a step to the right goes. */
    private static int rotation(int a, int b) {
        long degrees = Math.round(Math.toDegrees(Math.atan2(b, a)) / 90) * 90;
        return (int) Math.floorMod(degrees, 360L);
    }

    /** The units of a second in a header of a movie or of media. */
    static long timescale(FileBytes file, Box box) {
        boolean wide = file.u8(box.at(0, 1)) == 1;
        long units = file.u32(box.at(wide ? 20 : 12, 4));
        if (units == 0) {
            throw new MediaException.Corrupt("the video has a clock that stands still");
        }
        return units;
    }

    static Duration duration(FileBytes file, Box box, long timescale) {
        boolean wide = file.u8(box.at(0, 1)) == 1;
        long units = wide ? file.i64(box.at(24, 8)) : file.u32(box.at(16, 4));
        boolean unknown = wide ? units == -1 : units == UNKNOWN_DURATION;
        return unknown ? Duration.ZERO : duration(units, timescale);
    }

    static Duration duration(long units, long timescale) {
        double seconds = (double) units / timescale;
        if (units < 0 || seconds > MAX_SECONDS) {
            throw new MediaException.Corrupt("the video says it lasts for years");
        }
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
