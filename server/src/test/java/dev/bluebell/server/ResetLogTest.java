package dev.bluebell.server;

import static dev.bluebell.server.TestServer.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.testing.FakeOrigin;
import dev.bluebell.testing.RawHttp;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client does to its own connection is no news for the operator. */
class ResetLogTest {

    private final Logger root = Logger.getLogger("");
    private final Logger ours = Logger.getLogger("bluebell.server");
    private final Recorder log = new Recorder();

    @TempDir
    private Path folder;

    /** Keeps all that is logged. */
    private static final class Recorder extends Handler {
        private final List<LogRecord> records = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            records.add(entry);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}

        List<String> warnings() {
            return records.stream()
                    .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                    .map(entry -> entry.getLoggerName() + ": " + entry.getMessage())
                    .toList();
        }

        boolean has(String words) {
            return records.stream().anyMatch(entry -> entry.getMessage().contains(words));
        }
    }

    @BeforeEach
    void listen() {
        ours.setLevel(Level.ALL);
        root.addHandler(log);
    }

    @AfterEach
    void stopListening() {
        root.removeHandler(log);
        ours.setLevel(null);
    }

    @Test
    void aClientThatResetsWhileItsNextRequestWaitsLeavesNoWarning() {
        try (TestServer server = TestServer.start(folder, settings -> settings.privateOrigins(true));
                FakeOrigin origin = FakeOrigin.start()) {
            Blob blob = Blob.fresh(100);
            RawHttp http = server.connect();
            http.send(server.mirror(origin.at("/silent", FakeOrigin.silence()).toString(), blob.hash()))
                    .sendHead(server.upload(ALICE, blob))
                    .send(blob.bytes(0, 50));
            Awaitility.await().until(() -> !origin.requests("/silent").isEmpty());

            http.reset();

            Awaitility.await().until(() -> log.has("a client broke its connection"));
        }
        Logger.getLogger("io.netty.channel").warning("this is what a warning looks like");
        assertThat(log.warnings()).containsExactly("io.netty.channel: this is what a warning looks like");
    }
}
