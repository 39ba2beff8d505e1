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
            throw new CommandException(cannotListen(host, port, Explanation.oneLine(e)), e);
        }
    }

    /** What {@code words} of the server mean to who started it. */
    static String cannotListen(String host, int port, String words) {
        String place = "port %d of %s".formatted(port, host);
        if (words.contains("already in use")) {
            return place + " is in use; stop the program that has it, or name another with --port";
        }
        if (words.contains("Permission denied")) {
            return place + " is for root alone; name one of 1024 or more with --port, and have a proxy in front of it";
        }
        if (words.contains("no such address")) {
            return host + " is no address of this machine; name one with --host, or 0.0.0.0 for all";
        }
        return words;
    }

    /** Says where something listens, and returns when the process is asked to stop. */
    static void untilAskedToStop(Shell shell, URI url) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        shell.stopSignals().accept(stopped::countDown);
        shell.print("Bluebell listens on " + url);
        stopped.await();
    }
}
