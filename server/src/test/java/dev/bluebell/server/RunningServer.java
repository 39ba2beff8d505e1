package dev.bluebell.server;

import dev.bluebell.testing.RawAnswer;
import dev.bluebell.testing.RawHttp;
import dev.bluebell.testing.RawRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Short ways to ask a real server, and to look at its files. */
interface RunningServer extends AutoCloseable {

    URI url();

    /** The folder of its blobs. */
    Path blobs();

    @Override
    void close();

    default RawHttp connect() {
        return RawHttp.connect(url());
    }

    default RawAnswer ask(RawRequest request) {
        return RawHttp.ask(url(), request);
    }

    default RawAnswer get(String path) {
        return ask(RawRequest.of("GET", path));
    }

    default RawAnswer head(String path) {
        return ask(RawRequest.of("HEAD", path));
    }

    /** What is being received, or was left behind. */
    default List<Path> temporaryFiles() {
        return filesIn(blobs().resolve("incoming"));
    }

    /** The files of all blobs. */
    default List<Path> blobFiles() {
        return filesIn(blobs()).stream()
                .filter(file -> String.valueOf(file.getFileName()).length() == 64)
                .toList();
    }

    /** The file in which a blob lies, or would lie. */
    default Path fileOf(Blob blob) {
        String hash = blob.hash();
        return blobs().resolve(hash.substring(0, 2))
                .resolve(hash.substring(2, 4))
                .resolve(hash);
    }

    private static List<Path> filesIn(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
