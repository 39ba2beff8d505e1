package dev.bluebell.bench;

import dev.bluebell.blossom.BlobHash;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Uploads random blobs, and leaves a copy of each for nginx: {@code SERVER COUNT SIZE SEED FOLDER PATHS}. The last names
 * the file that gets one path a line.
 */
public final class Fill {

    private static final int AT_ONCE = 8;

    private final Tokens tokens = new Tokens();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI server;
    private final int size;
    private final long seed;
    private final Path folder;

    private Fill(String[] args) throws IOException {
        this.server = URI.create(args[0]);
        this.size = Integer.parseInt(args[2]);
        this.seed = Long.parseLong(args[3]);
        this.folder = Files.createDirectories(Path.of(args[4]));
    }

    /** Runs it. */
    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        Fill fill = new Fill(args);
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<String>> paths = IntStream.range(0, Integer.parseInt(args[1]))
                    .mapToObj(i -> threads.submit(() -> fill.upload(i)))
                    .toList();
            StringBuilder lines = new StringBuilder();
            for (Future<String> path : paths) {
                lines.append(path.get()).append('\n');
            }
            Files.writeString(Path.of(args[5]), lines);
        }
    }

    private String upload(int number) throws IOException, InterruptedException {
        byte[] blob = new byte[size];
        new Random(seed * 1_000_003 + number).nextBytes(blob);
        BlobHash hash = Tokens.hash(blob);
        Files.write(folder.resolve(hash.hex()), blob);
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(server.resolve("/upload"))
                        .header("Authorization", tokens.upload(hash))
                        .header("Content-Type", "application/octet-stream")
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(blob))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(answer.statusCode() + " " + answer.body());
        }
        return "/" + hash;
    }
}
