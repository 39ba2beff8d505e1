package dev.bluebell.server.http;

import dev.bluebell.blossom.BlobDescriptor;
import dev.bluebell.media.FileTypes;
import dev.bluebell.server.index.StoredBlob;
import java.net.URI;
import java.util.List;

/** Describes stored blobs to clients (BUD-02, with the tags of BUD-08). */
final class Descriptors {

    private Descriptors() {}

    static BlobDescriptor of(StoredBlob blob, String baseUrl) {
        URI url = URI.create(baseUrl + '/' + blob.hash() + '.' + FileTypes.extensionOf(blob.type()));
        List<List<String>> nip94 = List.of(
                List.of("url", url.toString()),
                List.of("m", blob.type()),
                List.of("x", blob.hash().hex()),
                List.of("size", Long.toString(blob.sizeBytes())));
        return new BlobDescriptor(url, blob.hash(), blob.sizeBytes(), blob.type(), blob.uploaded(), nip94);
    }
}
