package dev.bluebell.cli;

import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.cli.config.Configuration;
import dev.bluebell.cli.config.Settings;
import dev.bluebell.server.MediaSettings;
import dev.bluebell.server.ServerLimits;
import dev.bluebell.server.ServerSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Turns what a person has set into the settings of a server. */
final class ServerConfiguration {

    private ServerConfiguration() {}

    /**
     * The settings of a server over {@code data}; what is not set has the server's own default.
     *
     * @param ffmpeg the program for videos, if there is one
     */
    static ServerSettings.Builder builder(Configuration set, Path data, Optional<Path> ffmpeg) {
        ServerSettings.Builder builder = ServerSettings.builder(data);
        set.find(Settings.HOST).ifPresent(builder::host);
        set.find(Settings.PORT).ifPresent(builder::port);
        set.find(Settings.PUBLIC_URL).ifPresent(urls -> builder.publicUrls(uris(urls)));
        set.find(Settings.UPLOADS).ifPresent(builder::uploads);
        set.find(Settings.LIST).ifPresent(builder::list);
        set.find(Settings.RESUMABLE).ifPresent(builder::resumable);
        set.find(Settings.PRIVATE_ORIGINS).ifPresent(builder::privateOrigins);
        return builder.media(media(set).ffmpeg(ffmpeg).build()).limits(limits(set));
    }

    private static MediaSettings.Builder media(Configuration set) {
        MediaSettings.Builder media = MediaSettings.builder();
        set.find(Settings.MEDIA_OFFERED).ifPresent(media::offered);
        set.find(Settings.MEDIA_DESCRIBE_UPLOADS).ifPresent(media::describeUploads);
        set.find(Settings.MEDIA_MAX_SIDE).ifPresent(media::maxSide);
        set.find(Settings.MEDIA_MAX_PICTURE_SIZE).ifPresent(media::pictureBytes);
        set.find(Settings.MEDIA_MAX_PIXELS).ifPresent(media::pixels);
        set.find(Settings.MEDIA_AT_ONCE).ifPresent(media::atOnce);
        set.find(Settings.MEDIA_WAITING).ifPresent(media::waiting);
        set.find(Settings.MEDIA_VIDEO_TIMEOUT).ifPresent(media::videoTime);
        return media;
    }

    static List<URI> uris(List<ServerAddress> servers) {
        return servers.stream().map(ServerAddress::uri).toList();
    }

    /** The bounds; what is not set has the default. */
    static ServerLimits limits(Configuration set) {
        ServerLimits.Builder limits = ServerLimits.builder();
        set.find(Settings.MAX_BLOB_SIZE).ifPresent(limits::blobBytes);
        set.find(Settings.REQUESTS_AT_ONCE).ifPresent(limits::requestsAtOnce);
        set.find(Settings.REQUESTS_PER_ADDRESS).ifPresent(limits::requestsPerAddress);
        set.find(Settings.CONNECTIONS).ifPresent(limits::connections);
        set.find(Settings.PARTIAL_UPLOADS).ifPresent(limits::partialUploads);
        set.find(Settings.PARTIAL_UPLOAD_TIMEOUT).ifPresent(limits::partialUploadTime);
        set.find(Settings.MIN_UPLOAD_RATE).ifPresent(limits::bytesPerSecond);
        set.find(Settings.PATIENCE).ifPresent(limits::patience);
        set.find(Settings.HEADER_TIMEOUT).ifPresent(limits::headTime);
        set.find(Settings.IDLE_TIMEOUT).ifPresent(limits::idle);
        set.find(Settings.DRAIN_TIMEOUT).ifPresent(limits::drain);
        set.find(Settings.MIRROR_TIMEOUT).ifPresent(limits::mirrorTime);
        set.find(Settings.CLOCK_SKEW).ifPresent(limits::clockSkew);
        set.find(Settings.REPORTS).ifPresent(limits::reports);
        set.find(Settings.CACHE_SIZE).ifPresent(limits::cachedBytes);
        set.find(Settings.CACHED_BLOB_SIZE).map(Math::toIntExact).ifPresent(limits::cachedBlob);
        set.find(Settings.CACHED_ROWS).ifPresent(limits::cachedRows);
        return limits.build();
    }
}
