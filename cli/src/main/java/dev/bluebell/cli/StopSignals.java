package dev.bluebell.cli;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets a process end in its own time, and with exit code 0, when it is asked to stop.
 *
 * <p>A shutdown hook would do for the first, but not for the second. The class of the JDK that does both,
 * {@code sun.misc.Signal}, is supported and yet warned of by the compiler in a way that cannot be suppressed, hence the
 * reflection.
 */
final class StopSignals {

    private static final List<String> SIGNALS = List.of("TERM", "INT", "HUP");

    private StopSignals() {}

    /** Calls {@code stop} when the process is asked to stop. Who asks twice does not want to wait: the process ends. */
    static void listen(Runnable stop) {
        AtomicBoolean asked = new AtomicBoolean();
        handle(() -> {
            if (asked.getAndSet(true)) {
                Runtime.getRuntime().halt(1);
            }
            stop.run();
        });
    }

    private static void handle(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object calling = Proxy.newProxyInstance(
                    StopSignals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        action.run();
                        return null;
                    });
            for (String name : SIGNALS) {
                signal.getMethod("handle", signal, handler)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name), calling);
            }
        } catch (ReflectiveOperationException e) {
            throw new CommandException("this Java has no sun.misc.Signal; use a whole JDK", e);
        }
    }
}
