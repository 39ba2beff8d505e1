package dev.bluebell.server;

import dev.bluebell.server.cache.AuthorServers;
import dev.bluebell.server.cache.CacheServer;
import dev.bluebell.server.cache.CacheSettings;
import dev.bluebell.server.mirror.OriginGuard.Resolver;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** A real local cache on a free port that may fetch from this machine, with a clock of its own. */
final class TestCache implements RunningServer {

    private final CacheServer server;
    private final Path data;
    private final TestClock clock;

    private TestCache(CacheServer server, Path data, TestClock clock) {
        this.server = server;
        this.data = data;
        this.clock = clock;
    }

    static TestCache start(Path data) {
        return start(data, settings -> settings);
    }

    static TestCache start(Path data, UnaryOperator<CacheSettings.Builder> settings) {
        return start(data, settings, AuthorServers.none(), new TestClock());
    }

    static TestCache start(
            Path data, UnaryOperator<CacheSettings.Builder> settings, AuthorServers lists, TestClock clock) {
        CacheSettings.Builder usual = CacheSettings.builder(data).port(0).privateOrigins(true);
        CacheSettings all = settings.apply(usual).build();
        return new TestCache(CacheServer.start(all, lists, Resolver.system(), clock), data, clock);
    }

    @Override
    public URI url() {
        return server.url();
    }

    @Override
    public Path blobs() {
        return data.resolve("cached");
    }

    TestClock clock() {
        return clock;
    }

    /** Asks for a blob without saying where it is. */
    boolean has(Blob blob) {
        return get(blob.path()).status() == 200;
    }

    @Override
    public void close() {
        server.close();
    }
}
