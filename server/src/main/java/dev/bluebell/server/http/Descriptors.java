package dev.bluebell.server.http;

import dev.bluebell.blossom.BlobDescriptor;
import dev.bluebell.blossom.BlobHash;
import dev.bluebell.media.FileTypes;
import dev.bluebell.server.index.Appearance;
import dev.bluebell.server.index.StoredBlob;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Describes stored blobs to clients (BUD-02, with the tags of BUD-08). */
final class Descriptors {

    /** Of whatever is smaller than what it stands for. */
    static final String THUMB_TYPE = "image/jpeg";

    private Descriptors() {}

    static BlobDescriptor of(StoredBlob blob, String baseUrl) {
        URI url = url(blob.hash(), blob.type(), baseUrl);
        List<List<String>> nip94 = new ArrayList<>();
        nip94.add(List.of("url", url.toString()));
        nip94.add(List.of("m", blob.type()));
        nip94.add(List.of("x", blob.hash().hex()));
        nip94.add(List.of("size", Long.toString(blob.sizeBytes())));
        blob.original().ifPresent(original -> nip94.add(List.of("ox", original.hex())));
        blob.appearance().ifPresent(looks -> describe(looks, baseUrl, nip94));
        return new BlobDescriptor(url, blob.hash(), blob.sizeBytes(), blob.type(), blob.uploaded(), nip94);
    }

    private static void describe(Appearance looks, String baseUrl, List<List<String>> nip94) {
        nip94.add(List.of("dim", looks.width() + "x" + looks.height()));
        looks.blurhash().ifPresent(blurhash -> nip94.add(List.of("blurhash", blurhash)));
        looks.thumb()
                .ifPresent(thumb -> nip94.add(
                        List.of("thumb", url(thumb, THUMB_TYPE, baseUrl).toString())));
    }

    private static URI url(BlobHash hash, String type, String baseUrl) {
        return URI.create(baseUrl + '/' + hash + '.' + FileTypes.extensionOf(type));
    }
}
