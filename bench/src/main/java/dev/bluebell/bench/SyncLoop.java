package dev.bluebell.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * What the disk gives: {@code FOLDER SECONDS}. 16 threads write 1 KiB, sync it, rename it and sync the folder, over and
 * over. Prints files per second.
 */
public final class SyncLoop {

    private static final int THREADS = 16;
    private static final int SIZE = 1024;

    private final AtomicLong names = new AtomicLong();
    private final Path folder;
    private final long end;

    private SyncLoop(Path folder, double seconds) {
        this.folder = folder;
        this.end = System.nanoTime() + (long) (seconds * 1e9);
    }

    /** Runs it. */
    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        double seconds = Double.parseDouble(args[1]);
        SyncLoop loop =
                new SyncLoop(Files.createTempDirectory(Files.createDirectories(Path.of(args[0])), "loop"), seconds);
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            var counts = IntStream.range(0, THREADS)
                    .mapToObj(i -> threads.submit(loop::run))
                    .toList();
            long files = 0;
            for (Future<Long> count : counts) {
                files += count.get();
            }
            System.out.println(Math.round(files / seconds));
        }
    }

    private long run() throws IOException {
        long files = 0;
        while (System.nanoTime() < end) {
            long name = names.incrementAndGet();
            Path temporary = folder.resolve("t" + name);
            try (FileChannel file =
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                file.write(ByteBuffer.allocate(SIZE));
                file.force(false);
            }
            Files.move(temporary, folder.resolve("f" + name), StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
                entries.force(true);
            }
            files++;
        }
        return files;
    }
}
