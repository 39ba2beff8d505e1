package dev.bluebell.media.video;

import dev.bluebell.media.MediaException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What ffprobe says of a file: lines of names and values, the streams by number. */
final class Probe {

    /** What is asked for, in the form in which it is read. */
    static final List<String> OPTIONS = List.of(
            "-show_entries",
            "format=format_name,duration:stream=codec_type,codec_name,width,height,duration"
                    + ":stream_side_data=rotation:stream_disposition=attached_pic",
            "-of",
            "flat");

    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_STREAMS = 64;
    private static final double MAX_SECONDS = 10 * 365 * 86_400.0;

    private final Map<String, String> values = new HashMap<>();

    private Probe(String lines) {
        lines.lines()
                .map(line -> line.split("=", 2))
                .filter(pair -> pair.length == 2)
                .forEach(pair -> {
                    values.put(pair[0], pair[1].replace("\"", ""));
                });
    }

    static ProbedVideo read(Path lines, long sizeBytes) {
        try (InputStream in = Files.newInputStream(lines)) {
            return new Probe(new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8)).video(sizeBytes);
        } catch (IOException e) {
            throw new MediaException.Failed("what ffprobe says cannot be read: " + e.getMessage(), e);
        }
    }

    private ProbedVideo video(long sizeBytes) {
        int video = first("video")
                .orElseThrow(() -> new MediaException.Unsupported("the file has no video track, only sound or data"));
        int rotation = Math.floorMod(-(int) number(stream(video) + "side_data_list.side_data.0.rotation"), 360);
        boolean sideways = rotation % 180 != 0;
        int width = (int) number(stream(video) + "width");
        int height = (int) number(stream(video) + "height");
        if (width < 1 || height < 1) {
            throw new MediaException.Corrupt("the video does not say how large its pictures are");
        }
        double seconds = Math.max(number("format.duration"), number(stream(video) + "duration"));
        return new ProbedVideo(
                text("format.format_name"),
                text(stream(video) + "codec_name"),
                first("audio").map(one -> text(stream(one) + "codec_name")),
                sideways ? height : width,
                sideways ? width : height,
                rotation,
                Duration.ofMillis(Math.round(1000 * Math.clamp(seconds, 0, MAX_SECONDS))),
                sizeBytes);
    }

    /** The first stream of a kind, but no picture on a cover. */
    private Optional<Integer> first(String kind) {
        for (int i = 0; i < MAX_STREAMS; i++) {
            if (text(stream(i) + "codec_type").equals(kind)
                    && !text(stream(i) + "disposition.attached_pic").equals("1")) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private static String stream(int number) {
        return "streams.stream." + number + ".";
    }

    private String text(String name) {
        return values.getOrDefault(name, "");
    }

    private double number(String name) {
        try {
            double value = Double.parseDouble(text(name));
            return Double.isFinite(value) ? value : 0;
        } catch (NumberFormatException e) { // N/A, or not there
            return 0;
        }
    }
}
