package dev.bluebell.testing;

import java.net.URI;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Nostr relay that is not ours, in a process of its own on 127.0.0.1; it forgets everything at its end. Thread-safe.
 */
public final class RealRelay implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("\\{\"url\":\"(ws://127\\.0\\.0\\.1:[0-9]+)\"}");

    private final NodeProgram program;
    private final URI url;

    private RealRelay(NodeProgram program) {
        this.program = program;
        Matcher ready = READY.matcher(program.firstLine());
        if (!ready.matches()) {
            program.close();
            throw new IllegalStateException("the relay did not start: " + program.firstLine());
        }
        this.url = URI.create(ready.group(1));
    }

    /** {@return a relay that takes and gives what it is asked, listening} */
    public static RealRelay start() {
        return start(Map.of());
    }

    /** {@return a relay on that port, where another one was before} */
    public static RealRelay startOn(int port) {
        return start(Map.of("RELAY_PORT", Integer.toString(port)));
    }

    /** {@return a relay that wants to know first who asks (NIP-42), listening} */
    public static RealRelay startForMembers() {
        return start(Map.of("RELAY_AUTH", "1"));
    }

    private static RealRelay start(Map<String, String> environment) {
        return new RealRelay(NodeProgram.start("relay", environment));
    }

    /** {@return where it listens, beginning with {@code ws://}} */
    public URI url() {
        return url;
    }

    /** Kills it; whoever is connected loses the connection. */
    @Override
    public void close() {
        program.close();
    }
}
