package dev.bluebell.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bluebell.testing.FakeOrigin;
import dev.bluebell.testing.MemoryBlossom;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that are killed half-way and begun again. */
class KilledCommandsTest {

    private static final int BLOBS = 20;

    @TempDir
    Path home;

    @Test
    void aSyncGoesOnWithWhatIsMissing() {
        try (MemoryBlossom source = MemoryBlossom.start();
                MemoryBlossom target = MemoryBlossom.start()) {
            for (int i = 0; i < BLOBS; i++) {
                source.keep(("blob " + i).getBytes(StandardCharsets.UTF_8), "text/plain");
            }
            AtomicInteger asked = new AtomicInteger();
            CountDownLatch over = new CountDownLatch(1);
            target.rule(request -> request.method().equals("PUT") && asked.incrementAndGet() > BLOBS / 2
                    ? stall(over)
                    : MemoryBlossom.PASS);
            String[] sync = {"sync", "--from", "" + source.url(), "--to", "" + target.url(), "--json"};

            CommandProcess first = CommandProcess.start(home, sync);
            await().until(() -> target.hashes().size() == BLOBS / 2);
            first.kill();
            over.countDown();
            target.rule(request -> MemoryBlossom.PASS);
            CommandProcess second = CommandProcess.start(home, sync);

            assertThat(second.exitCode()).isZero();
            assertThat(second.output()).contains("\"had\":10,\"copied\":10,\"failed\":0");
            assertThat(target.hashes()).isEqualTo(source.hashes());
        }
    }

    @Test
    void aGetGoesOnWithTheRestOfTheBlob() {
        String hello = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
        try (FakeOrigin server = FakeOrigin.start()) {
            server.at("/" + hello, FakeOrigin.stall(new byte[] {'h', 'e', 'l'}, 5));
            String[] get = {"get", server.url("/" + hello).toString(), "-o", "there"};
            Path part = home.resolve("there.part");

            CommandProcess first = CommandProcess.start(home, get);
            await().until(() -> Files.exists(part) && Files.size(part) == 3);
            first.kill();
            server.at(
                    "/" + hello,
                    FakeOrigin.raw("HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 2-4/5\r\n"
                            + "Content-Length: 3\r\nConnection: close\r\n\r\nllo"));
            CommandProcess second = CommandProcess.start(home, get);

            assertThat(second.exitCode()).isZero();
            assertThat(home.resolve("there")).hasContent("hello");
            assertThat(part).doesNotExist();
            assertThat(server.requests("/" + hello).getLast()).containsIgnoringCase("Range: bytes=2-");
        }
    }

    /** Keeps a request waiting, and then refuses it, as it is of a process that is gone. */
    private static int stall(CountDownLatch over) {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 503;
    }
}
