package dev.bluebell.cli;

import dev.bluebell.blossom.client.ProgressListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** A bar on the terminal, for transfers that take a while. Thread-safe. */
final class Progress implements ProgressListener, AutoCloseable {

    private static final Duration UNNOTICED = Duration.ofSeconds(1);
    private static final int COLUMNS = 79;
    private static final long MEBIBYTE = 1 << 20;

    /** What the bar takes for "nobody knows how much". */
    static final long UNKNOWN = -1;

    private final Shell shell;
    private final String task;
    private long total;
    private final Instant begin;
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
        this.begin = shell.clock().instant();
    }

    @Override
    public synchronized void expected(long bytes) {
        total = bytes;
        bar.ifPresent(it -> it.maxHint(bytes));
    }

    @Override
    public synchronized void transferred(long bytes) {
        if (bar.isEmpty() && shell.terminal() && shell.clock().instant().isAfter(begin.plus(UNNOTICED))) {
            bar = Optional.of(new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(total)
                    .setUnit(" MiB", MEBIBYTE)
                    .setConsumer(new ConsoleProgressBarConsumer(shell.err(), COLUMNS))
                    .clearDisplayOnFinish()
                    .build());
        }
        bar.ifPresent(it -> it.stepTo(bytes));
    }

    @Override
    public synchronized void close() {
        bar.ifPresent(ProgressBar::close);
    }
}
