package dev.bluebell.blossom.servers;

import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.blossom.client.LocalBlob;
import dev.bluebell.blossom.client.WriteOptions;
import dev.bluebell.blossom.hls.HlsBundle;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sends a video in pieces to several servers: files first, then the playlists that name them. A playlist can be played only
 * where everything is that it names, so a server that does not take a piece is sent nothing more.
 */
final class HlsUpload {

    private final BlossomServers servers;
    private final int atOnce;
    private final WriteOptions options;
    private final HlsListener listener;

    private final Map<Path, String> names = new ConcurrentHashMap<>();

    /** The last piece at each server: the first playlist, or the first piece that it did not take. */
    private final Map<ServerAddress, Outcome<Copy>> last = new ConcurrentHashMap<>();

    HlsUpload(BlossomServers servers, int atOnce, WriteOptions options, HlsListener listener) {
        this.servers = servers;
        this.atOnce = atOnce;
        this.options = options;
        this.listener = listener;
    }

    Copies run(HlsBundle bundle) {
        Parallel.each(bundle.files().iterator(), atOnce, file -> {
            if (!complete().isEmpty()) {
                send(file, HlsBundle.blobOf(file));
            }
        });
        for (Path playlist : bundle.playlists()) {
            send(playlist, bundle.rewrite(playlist, this::nameOf));
        }
        return new Copies(servers.addresses().stream()
                .map(server -> Objects.requireNonNull(last.get(server)))
                .toList());
    }

    private String nameOf(Path file) {
        // If no server is left, not every file was looked at, and nobody will see the name.
        return names.getOrDefault(file, String.valueOf(file.getFileName()));
    }

    private void send(Path file, LocalBlob blob) {
        names.put(file, HlsBundle.nameOf(file, blob.hash()));
        Copies copies = servers.only(complete()).uploadToAll(blob, options, listener.begins(file, blob));
        copies.outcomes().forEach(outcome -> last.merge(outcome.server(), outcome, HlsUpload::firstFailure));
    }

    private static Outcome<Copy> firstFailure(Outcome<Copy> before, Outcome<Copy> now) {
        return before.failure().isPresent() ? before : now;
    }

    /** The servers that have every piece so far. */
    private List<ServerAddress> complete() {
        return servers.addresses().stream()
                .filter(server -> {
                    Outcome<Copy> outcome = last.get(server);
                    return outcome == null || outcome.failure().isEmpty();
                })
                .toList();
    }
}
