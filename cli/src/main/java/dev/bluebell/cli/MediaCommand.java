package dev.bluebell.cli;

import dev.bluebell.media.FileTypes;
import dev.bluebell.media.MediaException;
import dev.bluebell.media.TypeSniffer;
import dev.bluebell.media.image.FitOptions;
import dev.bluebell.media.image.FittedImage;
import dev.bluebell.media.image.ImageEngine;
import dev.bluebell.media.image.ImageInfo;
import dev.bluebell.media.image.ImageLimits;
import dev.bluebell.media.image.Images;
import dev.bluebell.media.video.Ffmpeg;
import dev.bluebell.media.video.FfmpegLimits;
import dev.bluebell.media.video.Mp4Reader;
import dev.bluebell.media.video.ProbedVideo;
import dev.bluebell.media.video.VideoInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code bluebell media}: what pictures and videos are, and copies of pictures that can be published. No server is asked. */
@Command(
        name = "media",
        description =
                "Look at pictures and videos, and make copies of pictures that can be published. No server is asked.",
        synopsisSubcommandLabel = "COMMAND")
final class MediaCommand {

    private static final int USUAL_SIDE = 4000;

    /** What a post on Bluesky takes. */
    private static final long USUAL_BYTES = 2_000_000;

    private final Shell shell;

    MediaCommand(Shell shell) {
        this.shell = shell;
    }

    /** What is done with one file. */
    private interface Work {
        void on(Path named, Path file) throws IOException;
    }

    /** What was made of a file. */
    private record Made(String type, int width, int height, long sizeBytes) {

        static Made of(FittedImage image) {
            return new Made(image.type(), image.width(), image.height(), image.sizeBytes());
        }

        static Made of(VideoInfo video) {
            return new Made("video/mp4", video.width(), video.height(), video.sizeBytes());
        }
    }

    /** What everybody can tell of a video. */
    private record Clip(
            String type,
            int width,
            int height,
            int rotation,
            Duration duration,
            String codec,
            Optional<String> audioCodec,
            long sizeBytes) {

        static Clip of(VideoInfo info) {
            return new Clip(
                    info.brand().startsWith("qt") ? "video/quicktime" : "video/mp4",
                    info.width(),
                    info.height(),
                    info.rotation(),
                    info.duration(),
                    info.codec(),
                    info.audioCodec(),
                    info.sizeBytes());
        }

        static Clip of(String type, ProbedVideo info) {
            return new Clip(
                    type,
                    info.width(),
                    info.height(),
                    info.rotation(),
                    info.duration(),
                    info.codec(),
                    info.audioCodec(),
                    info.sizeBytes());
        }
    }

    /** Makes {@code target} of {@code source}. */
    private interface Copying {
        Made copy(Path source, Path target);
    }

    @Command(
            name = "probe",
            description =
                    "Tell what pictures and videos are, without decoding them. Videos that are neither MP4 nor MOV"
                            + " need the program ffmpeg.")
    int probe(
            @Parameters(paramLabel = "FILE", arity = "1..*", description = "Pictures or videos.") List<Path> files,
            @Option(names = "--json", description = Json.ABOUT) boolean json) {
        return each(files, json, (named, file) -> {
            String type = typeOf(file);
            if (Mp4Reader.reads(type)) {
                VideoInfo info = Mp4Reader.read(file);
                tell(named, Clip.of(info), Optional.of(info), json);
            } else if (isVideo(type)) {
                tell(named, Clip.of(type, ffmpeg(type).probe(file)), Optional.empty(), json);
            } else {
                tell(named, images().probe(file), json);
            }
        });
    }

    @Command(
            name = "fit",
            description = "Write copies of pictures that are upright, without metadata, and within limits: photo.jpg"
                    + " becomes photo-fit.jpg.")
    int fit(
            @Parameters(paramLabel = "FILE", arity = "1..*", description = "Pictures.") List<Path> files,
            @Option(
                            names = "--max-side",
                            paramLabel = "PIXELS",
                            description = "The longer side; default " + USUAL_SIDE + ".")
                    Optional<Integer> side,
            @Option(
                            names = "--max-bytes",
                            paramLabel = "N",
                            description = "The size of the file; default " + USUAL_BYTES + ".")
                    Optional<Long> bytes,
            @Option(
                            names = "--type",
                            paramLabel = "MIME",
                            description =
                                    "What the copies are to be: image/jpeg, image/png, and with libvips image/webp or"
                                            + " image/avif; default JPEG, and what has transparency PNG or WebP.")
                    Optional<String> type,
            @Option(names = "--json", description = Json.ABOUT) boolean json) {
        Images images = images();
        FitOptions usual = options(side.orElse(USUAL_SIDE), bytes.orElse(USUAL_BYTES));
        FitOptions options =
                type.map(one -> usual.as(writable(one, images.engine()))).orElse(usual);
        return each(
                files,
                json,
                (named, file) -> copy(
                        named, file, "fit", json, (source, target) -> Made.of(images.fit(source, target, options))));
    }

    @Command(
            name = "strip",
            description =
                    "Write copies of pictures and videos without metadata, the pixels untouched: photo.jpg becomes"
                            + " photo-strip.jpg. Videos need the program ffmpeg, and become MP4.")
    int strip(
            @Parameters(paramLabel = "FILE", arity = "1..*", description = "Pictures or videos.") List<Path> files,
            @Option(names = "--json", description = Json.ABOUT) boolean json) {
        return each(files, json, (named, file) -> {
            String type = typeOf(file);
            Copying copying = isVideo(type)
                    ? (source, target) -> stripVideo(ffmpeg(type), source, target)
                    : (source, target) -> Made.of(images().strip(source, target));
            copy(named, file, "strip", json, copying);
        });
    }

    private static Made stripVideo(Ffmpeg ffmpeg, Path source, Path target) {
        ffmpeg.strip(source, target);
        return Made.of(Mp4Reader.read(target));
    }

    private Ffmpeg ffmpeg(String type) {
        return Ffmpeg.findOrUnpack(shell.environment().getOrDefault("PATH", ""))
                .map(program -> new Ffmpeg(program, FfmpegLimits.DEFAULT))
                .orElseThrow(() -> new CommandException(
                        "for " + type + " the program ffmpeg is needed; install the package ffmpeg"));
    }

    /** Asked for when a picture comes: a video needs no library for pictures. */
    private static Images images() {
        return new Images(ImageEngine.best(), ImageLimits.DEFAULT);
    }

    private static String writable(String type, ImageEngine engine) {
        if (engine.writes(type)) {
            return type;
        }
        throw new CommandException(
                type.equals("image/webp") || type.equals("image/avif")
                        ? type + " can be written only with libvips; install the package libvips42"
                        : "--type is image/jpeg, image/png, image/webp or image/avif, not " + type);
    }

    private static FitOptions options(int side, long bytes) {
        if (side < 1 || bytes < 1) {
            throw new CommandException("--max-side and --max-bytes are at least 1");
        }
        return FitOptions.of(side, bytes);
    }

    /** Goes on after what fails. */
    private int each(List<Path> files, boolean json, Work work) {
        int code = 0;
        for (Path named : files) {
            try {
                work.on(named, Found.file(named, shell));
            } catch (MediaException e) {
                complain(named, named + ": " + Explanation.oneLine(e), json);
                code = 1;
            } catch (CommandException | IOException e) {
                complain(named, Explanation.of(e), json);
                code = 1;
            }
        }
        return code;
    }

    private void complain(Path named, String words, boolean json) {
        if (json) {
            shell.print(Json.object().put("path", named.toString()).put("error", words));
        } else {
            shell.say(words);
        }
    }

    private static String typeOf(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(TypeSniffer.HEAD_BYTES);
        }
        return TypeSniffer.settle(Optional.empty(), head, head.length);
    }

    private static boolean isVideo(String type) {
        return type.startsWith("video/");
    }

    private void tell(Path named, ImageInfo info, boolean json) {
        if (json) {
            shell.print(object(named, info.type(), info.sizeBytes(), info.width(), info.height())
                    .put("orientation", info.orientation().exif())
                    .put("frames", info.frames())
                    .put("alpha", info.hasAlpha())
                    .put("metadata", info.hasMetadata()));
            return;
        }
        String frames = info.animated() ? "  %d frames".formatted(info.frames()) : "";
        String metadata = info.hasMetadata() ? "  with metadata" : "";
        shell.print("%s  %dx%d  %d bytes  %s%s%s"
                .formatted(info.type(), info.width(), info.height(), info.sizeBytes(), named, frames, metadata));
    }

    private void tell(Path named, Clip clip, Optional<VideoInfo> mp4, boolean json) {
        if (!json) {
            shell.print("%s  %dx%d  %d bytes  %s  %s  %d s"
                    .formatted(
                            clip.type,
                            clip.width,
                            clip.height,
                            clip.sizeBytes,
                            named,
                            clip.codec,
                            clip.duration.toSeconds()));
            return;
        }
        ObjectNode object = object(named, clip.type, clip.sizeBytes, clip.width, clip.height)
                .put("rotation", clip.rotation)
                .put("seconds", clip.duration.toMillis() / 1000.0)
                .put("codec", clip.codec);
        clip.audioCodec.ifPresent(codec -> object.put("audioCodec", codec));
        mp4.ifPresent(info -> object.put("brand", info.brand())
                .put("fastStart", info.fastStart())
                .put("fragmented", info.fragmented()));
        shell.print(object);
    }

    private static ObjectNode object(Path named, String type, long bytes, int width, int height) {
        return Json.object()
                .put("path", named.toString())
                .put("type", type)
                .put("size", bytes)
                .put("width", width)
                .put("height", height);
    }

    /** The copy gets its name when its type is known, and never takes the place of another file. */
    private void copy(Path named, Path file, String suffix, boolean json, Copying copying) throws IOException {
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        Path unnamed = Files.createTempFile(folder, ".bluebell", ".part");
        try {
            Made made = copying.copy(file, unnamed);
            String name = file.getFileName().toString();
            int dot = name.lastIndexOf('.');
            String target = "%s-%s.%s"
                    .formatted(dot > 0 ? name.substring(0, dot) : name, suffix, FileTypes.extensionOf(made.type()));
            Path path = Optional.ofNullable(named.getParent())
                    .map(parent -> parent.resolve(target))
                    .orElse(Path.of(target));
            name(unnamed, folder.resolve(target), path);
            tell(path, made, json);
        } finally {
            Files.deleteIfExists(unnamed);
        }
    }

    private static void name(Path unnamed, Path target, Path shown) throws IOException {
        try (OutputStream out =
                Files.newOutputStream(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            Files.copy(unnamed, out); // and not moved, since a temporary file is for its owner's eyes only
        } catch (FileAlreadyExistsException e) {
            throw new CommandException("%s exists already; move it away first".formatted(shown), e);
        } catch (IOException e) {
            Files.deleteIfExists(target);
            throw new CommandException("%s cannot be written: %s".formatted(shown, Explanation.of(e)), e);
        }
    }

    private void tell(Path path, Made made, boolean json) {
        shell.print(
                json
                        ? object(path, made.type(), made.sizeBytes(), made.width(), made.height())
                        : "%s  %dx%d  %d bytes  %s"
                                .formatted(made.type(), made.width(), made.height(), made.sizeBytes(), path));
    }
}
