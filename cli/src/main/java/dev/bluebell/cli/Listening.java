package dev.bluebell.cli;

import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** What the commands have in common that serve until they are asked to stop. */
final class Listening {

    private Listening() {}

    /** {@return what {@code start} returns}; says in plain words why it cannot listen. */
    static <S> S start(Supplier<S> start, String host, int port) {
        try {
            return start.get();
        } catch (IllegalStateException e) {
            String what = Explanation.oneLine(e);
            throw new CommandException(
                    what.contains("already in use")
                            ? "port %d of %s is in use; stop the program that has it, or name another with --port"
                                    .formatted(port, host)
                            : what,
                    e);
        }
    }

    /** Says where something listens, and returns when the process is asked to stop. */
    static void untilAskedToStop(Shell shell, URI url) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        shell.stopSignals().accept(stopped::countDown);
        shell.print("Bluebell listens on " + url);
        stopped.await();
    }
}
