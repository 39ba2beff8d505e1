package dev.bluebell.cli.config;

import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.nostr.relay.RelayAddress;
import dev.bluebell.server.Listing;
import dev.bluebell.server.policy.Uploaders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Everything that can be set in {@code bluebell.toml}, or by the environment. */
public final class Settings {

    /** Where the client commands go without {@code --server}. */
    public static final Setting<List<ServerAddress>> SERVERS = new Setting<>(
            "servers", Forms.SERVERS, "(none)", "The Blossom servers to use where a command names none, best first.");

    /** Where server lists are published and looked for without {@code --relay}. */
    public static final Setting<List<RelayAddress>> RELAYS = new Setting<>(
            "relays",
            Forms.RELAYS,
            "(none)",
            "The Nostr relays where server lists are published and looked for, where a command names none.");

    /** Where to listen. */
    public static final Setting<String> HOST =
            new Setting<>("server.host", Forms.HOST, "127.0.0.1", "The address to listen on; `0.0.0.0` for all.");

    /** Where to listen. */
    public static final Setting<Integer> PORT =
            new Setting<>("server.port", Forms.PORT, "3000", "The port to listen on; 0 picks a free one.");

    /** Where blobs and index are. */
    public static final Setting<Path> DATA = new Setting<>(
            "server.data",
            Forms.FOLDER,
            "(your data folder)",
            "The folder that holds blobs and index; your data folder is `~/.local/share/bluebell` or what XDG says.");

    /** How clients reach the server. */
    public static final Setting<List<ServerAddress>> PUBLIC_URL = new Setting<>(
            "server.public-url",
            Forms.SERVERS,
            "(where a client says it is)",
            "Where clients reach the server: one URL or a list, the first one stands in descriptors. Needed behind a"
                    + " proxy and beyond this machine.");

    /** Who may upload. */
    public static final Setting<Uploaders> UPLOADS = new Setting<>(
            "server.uploads",
            Forms.UPLOADERS,
            "anyone",
            "Who may upload, with a valid token: `anyone`, or a list of public keys (npub or hex).");

    /** Who may list. */
    public static final Setting<Listing> LIST = new Setting<>(
            "server.list",
            Forms.LISTING,
            "public",
            "Who may list the blobs of a key: everybody (`public`), who has a token (`token`), nobody (`off`).");

    /** Uploads in parts. */
    public static final Setting<Boolean> RESUMABLE = new Setting<>(
            "server.resumable",
            Forms.SWITCH,
            "false",
            "Whether blobs may come in parts, so that an upload that broke off goes on where it was: the drafts"
                    + " `PATCH /<sha256>` and `PUT /<sha256>`.");

    /** What mirrors may reach. */
    public static final Setting<Boolean> PRIVATE_ORIGINS = new Setting<>(
            "server.allow-private-origins",
            Forms.SWITCH,
            "false",
            "Whether mirrors may fetch from loopback and local networks; for tests and home networks.");

    /** Whether pictures and videos are processed. */
    public static final Setting<Boolean> MEDIA_OFFERED = new Setting<>(
            "media.offered",
            Forms.SWITCH,
            "true",
            "Whether pictures and videos are processed on request (`PUT /media`): freed of place and camera, turned upright,"
                    + " shrunk. Videos need the program `ffmpeg`; AVIF and HEIC need libvips (`libvips42`), which is"
                    + " faster with all pictures. What is missing is answered 415, for asking again would not help.");

    /** Whether uploads are looked at. */
    public static final Setting<Boolean> MEDIA_DESCRIBE_UPLOADS = new Setting<>(
            "media.describe-uploads",
            Forms.SWITCH,
            "false",
            "Whether pictures that are uploaded or mirrored as they are get `dim` and `blurhash` in their descriptors."
                    + " They are looked at behind the answer, so it is the next one that has them.");

    /** The longer side. */
    public static final Setting<Integer> MEDIA_MAX_SIDE = new Setting<>(
            "media.max-side",
            Forms.COUNT,
            "4000",
            "The longer side of processed pictures, in pixels. None is enlarged; animations keep their size.");

    /** The largest picture. */
    public static final Setting<Long> MEDIA_MAX_PICTURE_SIZE = new Setting<>(
            "media.max-picture-size",
            Forms.SIZE_OF_SOMETHING,
            "100MB",
            "The largest picture that is processed; videos may be as large as blobs.");

    /** The pixels of the largest picture. */
    public static final Setting<Integer> MEDIA_MAX_PIXELS = new Setting<>(
            "media.max-pixels", Forms.COUNT, "100000000", "How many pixels a picture may have that is processed.");

    /** Workers. */
    public static final Setting<Integer> MEDIA_AT_ONCE = new Setting<>(
            "media.at-once",
            Forms.COUNT,
            "(half of the processors)",
            "How many pictures and videos are processed at once. Without libvips also no more than the memory of Java has"
                    + " room for, 256 MiB each.");

    /** The queue. */
    public static final Setting<Integer> MEDIA_WAITING =
            new Setting<>("media.waiting", Forms.COUNT, "16", "How many may wait for that; more are answered 503.");

    /** The time of a video. */
    public static final Setting<Duration> MEDIA_VIDEO_TIMEOUT =
            new Setting<>("media.video-timeout", Forms.PATIENCE, "10min", "How long the work on one video may take.");

    /** Where the local cache listens. */
    public static final Setting<Integer> CACHE_PORT = new Setting<>(
            "cache.port",
            Forms.PORT,
            "24242",
            "The port on which `bluebell cache` listens, on 127.0.0.1, and where `get` asks at last; other clients look for it at 24242.");

    /** Where the local cache keeps blobs. */
    public static final Setting<Path> CACHE_DATA = new Setting<>(
            "cache.data",
            Forms.FOLDER,
            "(your cache folder)",
            "The folder in which `bluebell cache` keeps blobs; your cache folder is `~/.cache/bluebell` or what XDG says.");

    /** What the local cache may take of the disk. */
    public static final Setting<Long> CACHE_ROOM = new Setting<>(
            "cache.size",
            Forms.SIZE,
            "4GiB",
            "How much of the disk `bluebell cache` may fill, at least 64KiB; what was not asked for longest goes first.");

    /** What the local cache may reach. */
    public static final Setting<Boolean> CACHE_PRIVATE_ORIGINS = new Setting<>(
            "cache.allow-private-origins",
            Forms.SWITCH,
            "false",
            "Whether `bluebell cache` may fetch from loopback and local networks; any web page you visit can ask it to.");

    /** The largest blob. */
    public static final Setting<Long> MAX_BLOB_SIZE =
            new Setting<>("limits.max-blob-size", Forms.SIZE_OF_SOMETHING, "2GiB", "The largest blob that is taken.");

    /** Requests that run at once. */
    public static final Setting<Integer> REQUESTS_AT_ONCE = new Setting<>(
            "limits.requests-at-once",
            Forms.COUNT,
            "256",
            "How many requests other than plain reads run at once; more are answered 503.");

    /** Requests of one client. */
    public static final Setting<Integer> REQUESTS_PER_ADDRESS = new Setting<>(
            "limits.requests-per-address",
            Forms.COUNT,
            "(half of `limits.requests-at-once`)",
            "How many of them one client address may have (of IPv6: one /64); more are answered 429. Loopback is not"
                    + " counted; behind a proxy on another machine raise it to `limits.requests-at-once`.");

    /** Connections. */
    public static final Setting<Integer> CONNECTIONS = new Setting<>(
            "limits.connections",
            Forms.COUNT,
            "10000",
            "How many connections there may be at once; one more is closed as it comes. The process must be able to open"
                    + " twice as many files.");

    /** Unfinished uploads. */
    public static final Setting<Integer> PARTIAL_UPLOADS = new Setting<>(
            "limits.partial-uploads",
            Forms.COUNT,
            "32",
            "How many uploads in parts may be unfinished at once; more are answered 503.");

    /** How long they may rest. */
    public static final Setting<Duration> PARTIAL_UPLOAD_TIMEOUT = new Setting<>(
            "limits.partial-upload-timeout",
            Forms.PATIENCE,
            "10min",
            "After how long without a part an unfinished upload is dropped.");

    /** The slowest upload. */
    public static final Setting<Long> MIN_UPLOAD_RATE = new Setting<>(
            "limits.min-upload-rate", Forms.SIZE, "1KiB", "The slowest upload that is put up with, a second.");

    /** How long it may be slower. */
    public static final Setting<Duration> PATIENCE = new Setting<>(
            "limits.patience",
            Forms.PATIENCE,
            "10s",
            "How long an upload may be slower than `limits.min-upload-rate`.");

    /** Heads that drip. */
    public static final Setting<Duration> HEADER_TIMEOUT = new Setting<>(
            "limits.header-timeout",
            Forms.PATIENCE,
            "30s",
            "How long the headers of a request may take to come, and so may a body of JSON; then the answer is 408.");

    /** Silence on a connection. */
    public static final Setting<Duration> IDLE_TIMEOUT = new Setting<>(
            "limits.idle-timeout",
            Forms.PATIENCE,
            "60s",
            "After how long a connection on which nothing moves is closed.");

    /** A stop's wait for uploads. */
    public static final Setting<Duration> DRAIN_TIMEOUT = new Setting<>(
            "limits.drain-timeout", Forms.DURATION, "30s", "How long a stop waits for requests in flight.");

    /** The time of a mirror. */
    public static final Setting<Duration> MIRROR_TIMEOUT = new Setting<>(
            "limits.mirror-timeout",
            Forms.PATIENCE,
            "10min",
            "How long the fetching of a mirrored blob may take in all.");

    /** Clocks that go wrong. */
    public static final Setting<Duration> CLOCK_SKEW = new Setting<>(
            "limits.clock-skew", Forms.DURATION, "60s", "How far ahead of ours the clock of a client may be.");

    /** Kept reports. */
    public static final Setting<Integer> REPORTS = new Setting<>(
            "limits.reports",
            Forms.COUNT,
            "10000",
            "How many reports are kept; further ones are refused until some are deleted from `reports` in `index.db`.");

    /** Memory for small blobs. */
    public static final Setting<Long> CACHE_SIZE = new Setting<>(
            "limits.cache-size", Forms.SIZE, "24MiB", "How much memory small blobs that are read often may use.");

    /** What is small. */
    public static final Setting<Long> CACHED_BLOB_SIZE = new Setting<>(
            "limits.cached-blob-size", Forms.SIZE_IN_MEMORY, "32KiB", "The largest blob that is kept in memory.");

    /** Remembered rows. */
    public static final Setting<Integer> CACHED_ROWS = new Setting<>(
            "limits.cached-rows", Forms.COUNT, "20000", "How many rows of the index are remembered for reads.");

    /** All of them, in the order of the documentation. */
    public static final List<Setting<?>> ALL = List.of(
            SERVERS,
            RELAYS,
            HOST,
            PORT,
            DATA,
            PUBLIC_URL,
            UPLOADS,
            LIST,
            RESUMABLE,
            PRIVATE_ORIGINS,
            MEDIA_OFFERED,
            MEDIA_DESCRIBE_UPLOADS,
            MEDIA_MAX_SIDE,
            MEDIA_MAX_PICTURE_SIZE,
            MEDIA_MAX_PIXELS,
            MEDIA_AT_ONCE,
            MEDIA_WAITING,
            MEDIA_VIDEO_TIMEOUT,
            CACHE_PORT,
            CACHE_DATA,
            CACHE_ROOM,
            CACHE_PRIVATE_ORIGINS,
            MAX_BLOB_SIZE,
            REQUESTS_AT_ONCE,
            REQUESTS_PER_ADDRESS,
            CONNECTIONS,
            PARTIAL_UPLOADS,
            PARTIAL_UPLOAD_TIMEOUT,
            MIN_UPLOAD_RATE,
            PATIENCE,
            HEADER_TIMEOUT,
            IDLE_TIMEOUT,
            DRAIN_TIMEOUT,
            MIRROR_TIMEOUT,
            CLOCK_SKEW,
            REPORTS,
            CACHE_SIZE,
            CACHED_BLOB_SIZE,
            CACHED_ROWS);

    private Settings() {}

    /** The table for the documentation, in Markdown. */
    public static String markdown() {
        StringBuilder table = new StringBuilder("| key | default | what it does |\n|---|---|---|\n");
        for (Setting<?> setting : ALL) {
            String text = setting.byDefault();
            table.append("| `%s` | %s | %s |\n"
                    .formatted(setting.key(), text.startsWith("(") ? text : '`' + text + '`', setting.meaning()));
        }
        return table.toString();
    }
}
