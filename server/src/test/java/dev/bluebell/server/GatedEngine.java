package dev.bluebell.server;

import dev.bluebell.media.MediaException;
import dev.bluebell.media.image.ImageEngine;
import dev.bluebell.media.image.ImageInfo;
import dev.bluebell.media.image.JavaEngine;
import dev.bluebell.media.image.Picture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Pictures by Java, but none before a gate is opened. */
final class GatedEngine implements ImageEngine {

    private final ImageEngine engine = new JavaEngine();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger before = new AtomicInteger();

    /** How many stand before the gate, or have passed it. */
    int arrived() {
        return before.get();
    }

    void open() {
        gate.countDown();
    }

    @Override
    public String name() {
        return "Java behind a gate";
    }

    @Override
    public boolean writes(String type) {
        return engine.writes(type);
    }

    @Override
    public ImageInfo probe(Path file, String type) {
        return engine.probe(file, type);
    }

    @Override
    public Picture open(Path file, ImageInfo info, int maxSide) {
        before.incrementAndGet();
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MediaException.Failed("interrupted at the gate", new IOException(e));
        }
        return engine.open(file, info, maxSide);
    }
}
