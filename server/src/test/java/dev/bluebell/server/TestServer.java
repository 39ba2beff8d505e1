package dev.bluebell.server;

import dev.bluebell.server.mirror.OriginGuard.Resolver;
import dev.bluebell.testing.RawEvent;
import dev.bluebell.testing.RawKey;
import dev.bluebell.testing.RawRequest;
import dev.bluebell.testing.RawToken;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** A real server on a free port over real files, with a clock of its own, and short ways to ask it. */
final class TestServer implements RunningServer {

    static final RawKey ALICE = RawKey.of(3);
    static final RawKey BOB = RawKey.of(5);

    private final BlossomServer server;
    private final Path data;
    private final TestClock clock;

    private TestServer(BlossomServer server, Path data, TestClock clock) {
        this.server = server;
        this.data = data;
        this.clock = clock;
    }

    static TestServer start(Path data) {
        return start(data, settings -> settings);
    }

    static TestServer start(Path data, UnaryOperator<ServerSettings.Builder> settings) {
        return start(data, settings, Resolver.system());
    }

    static TestServer start(Path data, UnaryOperator<ServerSettings.Builder> settings, Resolver resolver) {
        TestClock clock = new TestClock();
        ServerSettings all =
                settings.apply(ServerSettings.builder(data).port(0)).build();
        return new TestServer(BlossomServer.start(all, resolver, clock), data, clock);
    }

    @Override
    public URI url() {
        return server.url();
    }

    @Override
    public Path blobs() {
        return data.resolve("blobs");
    }

    TestClock clock() {
        return clock;
    }

    /** A good token that was made just now. */
    RawEvent token(RawKey author, String verb, String... hashes) {
        return RawToken.event(author, verb, clock.seconds(), hashes);
    }

    /** A request with a good token. */
    RawRequest signed(RawRequest request, RawKey author, String verb, String... hashes) {
        return request.with("Authorization", RawToken.header(token(author, verb, hashes)));
    }

    /** {@code PUT /upload} with a good token, and no body yet. */
    RawRequest uploadWithoutBody(RawKey author, Blob blob) {
        return signed(RawRequest.of("PUT", "/upload"), author, "upload", blob.hash());
    }

    /** {@code PUT /upload} with a good token and a body, of which no type is said. */
    RawRequest upload(RawKey author, Blob blob) {
        return uploadWithoutBody(author, blob).body(blob.bytes());
    }

    /** {@code PUT /upload} with a good token, a body and its type. */
    RawRequest upload(RawKey author, Blob blob, String type) {
        return upload(author, blob).with("Content-Type", type);
    }

    /** {@code DELETE} with a good token. */
    RawRequest delete(RawKey author, Blob blob) {
        return signed(RawRequest.of("DELETE", blob.path()), author, "delete", blob.hash());
    }

    /** {@code PUT /mirror} with a good token for some blobs. */
    RawRequest mirror(String url, String... hashes) {
        return signed(RawRequest.of("PUT", "/mirror"), ALICE, "upload", hashes).body("{\"url\":\"" + url + "\"}");
    }

    /** Has Alice upload a new blob, and gives it back. */
    Blob holding(Blob blob, String type) {
        Answers.assertThat(ask(upload(ALICE, blob, type))).hasStatus(201);
        return blob;
    }

    /** Has Alice upload a new blob without a known type, and gives it back. */
    Blob holding(Blob blob) {
        return holding(blob, "application/octet-stream");
    }

    @Override
    public void close() {
        server.close();
    }
}
