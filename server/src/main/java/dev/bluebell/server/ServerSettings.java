package dev.bluebell.server;

import dev.bluebell.server.policy.Uploaders;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * How a server runs. Immutable; made by {@link #builder}.
 *
 * @param data the folder that holds blobs and index; made when missing
 * @param host the address to listen on
 * @param port the port to listen on, 0 picks a free one
 * @param publicUrls where clients reach the server, the first one is used in descriptors; empty for the {@code Host} that
 *     a client names
 * @param uploads who may upload
 * @param list who may list
 * @param resumable whether blobs may come in parts and under their hash: {@code PATCH} and {@code PUT /<sha256>} of drafts
 * @param privateOrigins whether mirrors may fetch from loopback and local networks
 * @param media how pictures and videos are processed
 * @param limits the bounds
 */
public record ServerSettings(
        Path data,
        String host,
        int port,
        List<URI> publicUrls,
        Uploaders uploads,
        Listing list,
        boolean resumable,
        boolean privateOrigins,
        MediaSettings media,
        ServerLimits limits) {

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if the port is not 0 to 65535 or a public URL is not http or https with a host and
     *     without a path
     */
    public ServerSettings {
        publicUrls = List.copyOf(publicUrls);
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("a port is a number from 0 to 65535, not " + port);
        }
        for (URI url : publicUrls) {
            checkPublicUrl(url);
        }
    }

    private static void checkPublicUrl(URI url) {
        boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        String path = url.getPath();
        if (!web || url.getHost() == null || !(path == null || path.isEmpty() || "/".equals(path))) {
            // BUD-01: all endpoints live at the root of the domain.
            throw new IllegalArgumentException("a public URL is like https://cdn.example, without a path, not " + url);
        }
    }

    /** {@return a builder with the defaults: 127.0.0.1:3000, anyone may upload, lists are public} */
    public static Builder builder(Path data) {
        return new Builder(data);
    }

    /** Collects settings. Not thread-safe. */
    public static final class Builder {
        private final Path data;
        private String host = "127.0.0.1";
        private int port = 3000;
        private List<URI> publicUrls = List.of();
        private Uploaders uploads = new Uploaders.Anyone();
        private Listing list = Listing.PUBLIC;
        private boolean resumable;
        private boolean privateOrigins;
        private MediaSettings media = MediaSettings.defaults();
        private ServerLimits limits = ServerLimits.defaults();

        private Builder(Path data) {
            this.data = data;
        }

        /** Listens on {@code address}; default 127.0.0.1. */
        public Builder host(String address) {
            this.host = address;
            return this;
        }

        /** Listens on {@code number}, 0 to 65535; default 3000; 0 picks a free port. */
        public Builder port(int number) {
            this.port = number;
            return this;
        }

        /** Where clients reach the server; default: where they say they reach it. */
        public Builder publicUrls(List<URI> urls) {
            this.publicUrls = urls;
            return this;
        }

        /** Who may upload; default anyone with a valid token. */
        public Builder uploads(Uploaders who) {
            this.uploads = who;
            return this;
        }

        /** Who may list; default anyone. */
        public Builder list(Listing who) {
            this.list = who;
            return this;
        }

        /** Takes blobs in parts, and under their hash; default no. */
        public Builder resumable(boolean offered) {
            this.resumable = offered;
            return this;
        }

        /** Lets mirrors fetch from loopback and local networks; default no. */
        public Builder privateOrigins(boolean allowed) {
            this.privateOrigins = allowed;
            return this;
        }

        /** Processes pictures and videos like this; default {@link MediaSettings#defaults()}. */
        public Builder media(MediaSettings settings) {
            this.media = settings;
            return this;
        }

        /** The bounds; default {@link ServerLimits#defaults()}. */
        public Builder limits(ServerLimits bounds) {
            this.limits = bounds;
            return this;
        }

        /** {@return the settings} */
        public ServerSettings build() {
            return new ServerSettings(
                    data, host, port, publicUrls, uploads, list, resumable, privateOrigins, media, limits);
        }
    }
}
