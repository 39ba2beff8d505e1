package dev.bluebell.cli;

import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.blossom.client.LocalBlob;
import dev.bluebell.blossom.client.ProgressListener;
import dev.bluebell.blossom.client.WriteOptions;
import dev.bluebell.blossom.hls.HlsBundle;
import dev.bluebell.blossom.hls.HlsRules;
import dev.bluebell.blossom.servers.BlossomServers;
import dev.bluebell.blossom.servers.Copies;
import dev.bluebell.blossom.servers.Copy;
import dev.bluebell.blossom.servers.HlsListener;
import dev.bluebell.blossom.servers.Outcome;
import dev.bluebell.blossom.servers.UploadListener;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Uploads videos in pieces, one after the other; the pieces of each go at once. */
record HlsUploads(Shell shell, BlossomServers servers, UploadResults results) {

    void run(List<Path> playlists) {
        playlists.forEach(this::upload);
    }

    private void upload(Path playlist) {
        HlsBundle video = HlsBundle.read(playlist, HlsRules.defaults());
        try (Progress progress = new Progress(shell, shell.nameOf(playlist), sizeOf(video))) {
            Listener listener = new Listener(progress, new ConcurrentHashMap<>());
            Copies copies = servers.uploadHls(video, WriteOptions.defaults(), listener);
            progress.above(() -> copies.outcomes()
                    .forEach(outcome -> results.tell(
                            shell.nameOf(listener.refused().getOrDefault(outcome.server(), playlist)), outcome)));
        }
    }

    private long sizeOf(HlsBundle video) {
        long bytes =
                video.files().stream().mapToLong(file -> file.toFile().length()).sum();
        return bytes * servers.addresses().size();
    }

    /**
     * Knows which piece it was.
     *
     * @param refused the first piece that each server did not take
     */
    private record Listener(Progress progress, Map<ServerAddress, Path> refused) implements HlsListener {

        @Override
        public UploadListener begins(Path file, LocalBlob blob) {
            return new UploadListener() {
                @Override
                public ProgressListener begins(ServerAddress server) {
                    return progress.part();
                }

                @Override
                public void ends(Outcome<Copy> outcome) {
                    if (outcome.failure().isPresent()) {
                        refused.putIfAbsent(outcome.server(), file);
                    }
                }
            };
        }
    }
}
