package dev.bluebell.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.bluebell.media.image.FitOptions;
import dev.bluebell.media.image.ImageEngine;
import dev.bluebell.media.image.ImageLimits;
import dev.bluebell.media.image.Images;
import dev.bluebell.media.image.JavaEngine;
import dev.bluebell.media.image.VipsEngine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;

/**
 * For each line of standard input, fits the picture {@code SOURCE} into {@code SIDE} pixels at quality 80, as {@code TARGET},
 * and prints how many milliseconds of the processor that took, in all threads. The first argument is the engine, {@code java}
 * or {@code libvips}.
 */
public final class FitPictures {

    private FitPictures() {}

    /** Runs it. */
    public static void main(String[] args) throws IOException {
        ImageEngine engine = args[0].equals("java")
                ? new JavaEngine()
                : VipsEngine.ifInstalled().orElseThrow();
        Images images = new Images(engine, ImageLimits.DEFAULT);
        FitOptions options = new FitOptions(
                Integer.parseInt(args[2]), Long.MAX_VALUE, 80, 80, Set.of("image/jpeg", "image/png"), false);
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        BufferedReader rounds = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (rounds.readLine() != null) {
            long begun = system.getProcessCpuTime();
            images.fit(Path.of(args[1]), Path.of(args[3]), options);
            System.out.println((system.getProcessCpuTime() - begun) / 1e6);
        }
    }
}
