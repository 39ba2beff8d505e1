package dev.bluebell.server.http;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.media.FileTypes;
import dev.bluebell.server.index.StoredBlob;
import io.vertx.core.http.HttpHeaders;
import java.nio.file.Path;
import java.util.Optional;

/**
 * All that a read needs to know of a blob, made once and remembered.
 *
 * @param hash which blob
 * @param sizeBytes its size
 * @param active whether a browser would run it
 * @param etag its entity tag as it stands in the header
 * @param type its MIME type as it stands in the header
 * @param file the file it lies in, if it lies in one on this machine
 */
record ReadableBlob(
        BlobHash hash, long sizeBytes, boolean active, CharSequence etag, CharSequence type, Optional<Path> file) {

    static ReadableBlob of(StoredBlob row, Optional<Path> file) {
        return new ReadableBlob(
                row.hash(),
                row.sizeBytes(),
                FileTypes.active(row.type()),
                HttpHeaders.createOptimized('"' + row.hash().hex() + '"'),
                HttpHeaders.createOptimized(row.type()),
                file);
    }
}
