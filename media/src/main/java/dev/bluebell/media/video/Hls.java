package dev.bluebell.media.video;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The files of a stream (HTTP Live Streaming, RFC 8216): a folder for each rendition, and a playlist of them all. */
final class Hls {

    static final String MAIN = "main.m3u8";

    private static final String PLAYLIST = "index.m3u8";
    private static final int SEGMENT_SECONDS = 6;

    private Hls() {}

    static List<String> options(Path folder) {
        String every = String.format(Locale.ROOT, "expr:gte(t,n_forced*%d)", SEGMENT_SECONDS);
        return List.of(
                "-force_key_frames",
                every,
                "-hls_time",
                Integer.toString(SEGMENT_SECONDS),
                "-hls_playlist_type",
                "vod",
                "-hls_segment_filename",
                "file:" + folder.resolve("%04d.ts"));
    }

    static String playlist(Path folder) {
        return "file:" + folder.resolve(PLAYLIST);
    }

    /** Writes the playlist that names the others, the best first. */
    static void writeMain(Path folder, List<Path> renditions, List<ProbedVideo> shapes) throws IOException {
        List<String> lines = new ArrayList<>(List.of("#EXTM3U", "#EXT-X-VERSION:3"));
        for (int i = 0; i < renditions.size(); i++) {
            lines.add(String.format(
                    Locale.ROOT,
                    "#EXT-X-STREAM-INF:BANDWIDTH=%d,RESOLUTION=%dx%d",
                    peakBits(renditions.get(i)),
                    shapes.get(i).width(),
                    shapes.get(i).height()));
            lines.add(renditions.get(i).getFileName() + "/" + PLAYLIST);
        }
        Files.write(folder.resolve(MAIN), lines);
    }

    /** The first segment, which says what the pictures are. */
    static Path first(Path rendition) {
        return rendition.resolve("0000.ts");
    }

    /** Bits a second of the segment that has most of them. */
    private static long peakBits(Path rendition) throws IOException {
        List<String> lines = Files.readAllLines(rendition.resolve(PLAYLIST));
        double most = 1;
        for (int i = 0; i + 1 < lines.size(); i++) {
            if (lines.get(i).startsWith("#EXTINF:")) {
                double seconds = Double.parseDouble(
                        lines.get(i).substring("#EXTINF:".length()).split(",", -1)[0]);
                long bytes =
                        Files.size(rendition.resolve(Path.of(lines.get(i + 1)).getFileName()));
                most = Math.max(most, 8 * bytes / Math.max(0.1, seconds));
            }
        }
        return (long) Math.ceil(most);
    }

    /** Deletes a folder of such files. */
    static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(one);
            }
        }
    }
}
