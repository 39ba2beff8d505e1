package dev.bluebell.server;

import dev.bluebell.server.cache.AuthorServers;
import dev.bluebell.server.cache.CacheServer;
import dev.bluebell.server.cache.CacheSettings;
import dev.bluebell.server.mirror.OriginGuard.Resolver;
import dev.bluebell.testing.RawAnswer;
import dev.bluebell.testing.RawHttp;
import dev.bluebell.testing.RawRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A real local cache on a free port that may fetch from this machine, with a clock of its own. */
final class TestCache implements AutoCloseable {

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

    URI url() {
        return server.url();
    }

    TestClock clock() {
        return clock;
    }

    RawHttp connect() {
        return RawHttp.connect(url());
    }

    RawAnswer ask(RawRequest request) {
        return RawHttp.ask(url(), request);
    }

    RawAnswer get(String path) {
        return ask(RawRequest.of("GET", path));
    }

    RawAnswer head(String path) {
        return ask(RawRequest.of("HEAD", path));
    }

    /** Asks for a blob without saying where it is. */
    boolean has(Blob blob) {
        return get(blob.path()).status() == 200;
    }

    List<Path> temporaryFiles() {
        return filesIn(data.resolve("cached/incoming"));
    }

    Path fileOf(Blob blob) {
        String hash = blob.hash();
        return data.resolve("cached")
                .resolve(hash.substring(0, 2))
                .resolve(hash.substring(2, 4))
                .resolve(hash);
    }

    List<Path> blobFiles() {
        return filesIn(data.resolve("cached")).stream()
                .filter(file -> String.valueOf(file.getFileName()).length() == 64)
                .toList();
    }

    private static List<Path> filesIn(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
