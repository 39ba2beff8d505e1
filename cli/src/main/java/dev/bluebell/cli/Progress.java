package dev.bluebell.cli;

import dev.bluebell.blossom.client.ProgressListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** A bar on the terminal, for transfers that take a while: for one, or for several that make a whole. Thread-safe. */
final class Progress implements ProgressListener, AutoCloseable {

    private static final Duration UNNOTICED = Duration.ofSeconds(1);
    private static final int COLUMNS = 79;
    private static final long MEBIBYTE = 1 << 20;

    /** What the bar takes for "nobody knows how much". */
    static final long UNKNOWN = -1;

    private final Shell shell;
    private final String task;
    private final Line line;
    private final Instant begin;
    private long total;
    private long soFar;
    private Optional<ProgressBar> bar = Optional.empty();

    /**
     * A bar that shows itself when the transfer has gone on for a second, and only if a person watches.
     *
     * @param total in bytes, or {@link #UNKNOWN}
     */
    Progress(Shell shell, String task, long total) {
        this.shell = shell;
        this.task = Shell.harmless(task);
        this.total = total;
        this.line = new Line(shell);
        this.begin = shell.clock().instant();
    }

    @Override
    public synchronized void expected(long bytes) {
        total = bytes;
        bar.ifPresent(it -> it.maxHint(bytes));
    }

    @Override
    public synchronized void transferred(long bytes) {
        soFar = bytes;
        if (total != UNKNOWN && total < soFar) {
            expected(soFar);
        }
        if (bar.isEmpty() && shell.terminal() && shell.clock().instant().isAfter(begin.plus(UNNOTICED))) {
            bar = Optional.of(new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(total)
                    .setUnit(" MiB", MEBIBYTE)
                    .setConsumer(line)
                    .clearDisplayOnFinish()
                    .build());
        }
        bar.ifPresent(it -> it.stepTo(soFar));
    }

    /** One of several transfers: what it has transferred counts for the whole. */
    ProgressListener part() {
        AtomicLong transferred = new AtomicLong();
        return bytes -> add(bytes - transferred.getAndSet(bytes));
    }

    /** So many bytes more of the whole are done. */
    synchronized void add(long bytes) {
        transferred(soFar + bytes);
    }

    /** Prints a result in the place of the bar, which is drawn again below. */
    void above(Runnable printing) {
        line.above(printing);
    }

    @Override
    public synchronized void close() {
        bar.ifPresent(ProgressBar::close);
    }

    /** The line that the bar is drawn on, by a thread of its own. */
    private static final class Line extends ConsoleProgressBarConsumer {

        private static final String BLANK = "\r" + " ".repeat(COLUMNS) + "\r";

        private final Shell shell;
        private boolean drawn;

        Line(Shell shell) {
            super(shell.err(), COLUMNS);
            this.shell = shell;
        }

        @Override
        public synchronized void accept(String text) {
            drawn = true;
            super.accept(text);
        }

        synchronized void above(Runnable printing) {
            if (drawn) {
                shell.err().print(BLANK);
                drawn = false;
            }
            printing.run();
        }
    }
}
