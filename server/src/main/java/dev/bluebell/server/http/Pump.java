package dev.bluebell.server.http;

import dev.bluebell.server.store.OpenedBlob;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;

/** Copies the bytes of a store that is elsewhere into an answer, one piece at a time. Blocks. */
final class Pump {

    private static final int PIECE = 64 * 1024;

    private Pump() {}

    static void send(OpenedBlob.Streamed blob, HttpServerResponse response) {
        response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(blob.length()));
        try (InputStream bytes = blob.bytes()) {
            byte[] piece = new byte[PIECE];
            for (int read = bytes.read(piece); read >= 0; read = bytes.read(piece)) {
                // Waiting for each write is what keeps a slow reader from filling the memory.
                await(response.write(Buffer.buffer(read).appendBytes(piece, 0, read)));
            }
            await(response.end());
        } catch (IOException e) {
            response.reset();
            throw new UncheckedIOException("the store broke off while a blob was sent", e);
        } catch (CompletionException e) {
            // The reader has gone away: nobody to tell.
        }
    }

    private static void await(Future<Void> write) {
        write.toCompletionStage().toCompletableFuture().join();
    }
}
