package dev.bluebell.media.video;

import dev.bluebell.media.FileBytes;
import dev.bluebell.media.MediaException;
import dev.bluebell.media.TypeSniffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what an MP4 or QuickTime file says of its video. It goes through the boxes of the file and never holds more than a
 * few of their fields, whatever the file claims.
 */
public final class Mp4Reader {

    private static final Set<String> TYPES = Set.of("video/mp4", "video/quicktime", "video/3gpp", "video/3gpp2");
    private static final int MAX_BOXES = 200_000;
    private static final int MAX_TRACKS = 64;
    private static final int MAX_BRANDS = 64;
    private static final String QUICKTIME = "qt  ";

    private final FileBytes file;
    private final List<Track> tracks = new ArrayList<>();
    private final Map<Long, Fragments> fragments = new HashMap<>();
    private final List<String> compatibleBrands = new ArrayList<>();
    private String brand = QUICKTIME;
    private long indexAt = -1;
    private long picturesAt = -1;
    private boolean fragmented;
    private Duration movieDuration = Duration.ZERO;
    private long movieTimescale = 1;
    private int boxes;

    private Mp4Reader(FileBytes file) {
        this.file = file;
    }

    /** Whether files of this media type are for this reader. */
    public static boolean reads(String type) {
        return TYPES.contains(type);
    }

    /**
     * What the video is.
     *
     * @throws MediaException.Unsupported if it is no MP4 or QuickTime file, or has no video track
     * @throws MediaException.Corrupt if it is cut short or damaged
     * @throws MediaException.TooLarge if it is in more parts than any real video
     */
    public static VideoInfo read(Path path) {
        try (FileBytes file = FileBytes.open(path)) {
            requireIsoMedia(file);
            return new Mp4Reader(file).read();
        }
    }

    private static void requireIsoMedia(FileBytes file) {
        byte[] head = file.bytes(0, Math.min(TypeSniffer.HEAD_BYTES, file.length()));
        String type = TypeSniffer.settle(Optional.empty(), head, head.length);
        boolean known = type.equals("video/mp4")
                || type.equals("video/quicktime")
                || type.startsWith("video/3gpp")
                || type.equals("audio/mp4");
        if (!known) {
            throw new MediaException.Unsupported(type + " is no MP4 or MOV video; convert it, for example with"
                    + " ffmpeg -i FILE -c:v libx264 -pix_fmt yuv420p -c:a aac -movflags +faststart NEW.mp4");
        }
    }

    private VideoInfo read() {
        new Box("file", 0, 0, file.length()).children(file, this::topLevel);
        if (indexAt < 0) {
            throw new MediaException.Corrupt("the video is cut short: its index (moov) is missing");
        }
        Track video = first("vide")
                .orElseThrow(() -> new MediaException.Unsupported("the file has no video track, only sound or data"));
        boolean sideways = video.rotation % 180 != 0;
        if (video.width < 1 || video.height < 1) {
            throw new MediaException.Corrupt("the video does not say how large its pictures are");
        }
        return new VideoInfo(
                brand,
                compatibleBrands,
                video.codec,
                first("soun").map(track -> track.codec),
                sideways ? video.height : video.width,
                sideways ? video.width : video.height,
                video.rotation,
                duration(),
                picturesAt < 0 || indexAt < picturesAt,
                fragmented,
                file.length());
    }

    private Optional<Track> first(String handler) {
        return tracks.stream().filter(track -> track.handler.equals(handler)).findFirst();
    }

    private void topLevel(Box box) {
        count();
        switch (box.type()) {
            case "ftyp" -> brands(box);
            case "mdat" -> picturesAt = picturesAt < 0 ? box.start() : picturesAt;
            case "moov" -> {
                if (indexAt < 0) {
                    indexAt = box.start();
                    box.children(file, this::inMovie);
                }
            }
            case "moof" -> {
                fragmented = true;
                box.children(file, this::inFragment);
            }
            default -> {}
        }
    }

    private void count() {
        if (++boxes > MAX_BOXES) {
            throw new MediaException.TooLarge("the video is in more than " + MAX_BOXES + " parts");
        }
    }

    private void brands(Box box) {
        brand = file.fourCharacters(box.at(0, 8));
        for (long at = box.data() + 8; at + 4 <= box.end() && compatibleBrands.size() < MAX_BRANDS; at += 4) {
            compatibleBrands.add(file.fourCharacters(at));
        }
    }

    private void inMovie(Box box) {
        count();
        switch (box.type()) {
            case "mvhd" -> {
                movieTimescale = Track.timescale(file, box);
                movieDuration = Track.duration(file, box, movieTimescale);
            }
            case "trak" -> {
                if (tracks.size() >= MAX_TRACKS) {
                    throw new MediaException.TooLarge("the video has more than " + MAX_TRACKS + " tracks");
                }
                tracks.add(new Track(file, box, this::count));
            }
            case "mvex" -> {
                fragmented = true;
                box.children(file, this::inExtension);
            }
            default -> {}
        }
    }

    private void inExtension(Box box) {
        count();
        if (box.type().equals("mehd")) {
            boolean wide = file.u8(box.at(0, 8)) == 1;
            long units = wide ? file.i64(box.at(4, 8)) : file.u32(box.at(4, 4));
            movieDuration = Track.duration(units, movieTimescale);
        } else if (box.type().equals("trex")) {
            fragments(file.u32(box.at(4, 12))).sampleDuration = file.u32(box.at(12, 4));
        }
    }

    private Fragments fragments(long track) {
        if (fragments.size() >= MAX_TRACKS && !fragments.containsKey(track)) {
            throw new MediaException.TooLarge("the video has more than " + MAX_TRACKS + " tracks");
        }
        return fragments.computeIfAbsent(track, id -> new Fragments());
    }

    private void inFragment(Box box) {
        count();
        if (box.type().equals("traf")) {
            Fragments.Reader reader = new Fragments.Reader(file, this::fragments);
            box.children(file, child -> {
                count();
                reader.read(child);
            });
        }
    }

    /** What the file says at its beginning, or else the longest of its tracks, or else the sum of their fragments. */
    private Duration duration() {
        Duration longest = movieDuration;
        for (Track track : tracks) {
            if (movieDuration.isZero() && track.duration.compareTo(longest) > 0) {
                longest = track.duration;
            }
        }
        if (!longest.isZero()) {
            return longest;
        }
        for (Track track : tracks) {
            Fragments pieces = fragments.get(track.id);
            Duration all = pieces == null ? Duration.ZERO : Track.duration(pieces.end, track.timescale);
            longest = all.compareTo(longest) > 0 ? all : longest;
        }
        return longest;
    }
}
