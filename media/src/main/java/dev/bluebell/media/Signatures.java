package dev.bluebell.media;

import java.util.Optional;

/** Formats that begin with a fixed mark. */
final class Signatures {

    /** Where an EBML header ends at the latest; real ones are about 40 bytes. */
    private static final int EBML_HEADER_BYTES = 128;

    private static final int EBML_SIZE_MASK = 0x7F;

    private Signatures() {}

    static Optional<String> typeOf(Head head) {
        return image(head).or(() -> document(head)).or(() -> audio(head)).or(() -> video(head));
    }

    private static Optional<String> image(Head head) {
        if (head.has(0, 0xFF, 0xD8, 0xFF)) {
            return Optional.of("image/jpeg");
        }
        if (head.has(0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n')) {
            return Optional.of("image/png");
        }
        if (head.has(0, "GIF87a") || head.has(0, "GIF89a")) {
            return Optional.of("image/gif");
        }
        return head.has(0, "RIFF") && head.has(8, "WEBP") ? Optional.of("image/webp") : Optional.empty();
    }

    private static Optional<String> document(Head head) {
        if (head.has(0, "%PDF-")) {
            return Optional.of("application/pdf");
        }
        if (head.has(0, 'P', 'K', 3, 4) || head.has(0, 'P', 'K', 5, 6)) {
            return Optional.of("application/zip");
        }
        return head.has(0, 0x1F, 0x8B, 8) ? Optional.of("application/gzip") : Optional.empty();
    }

    private static Optional<String> audio(Head head) {
        if (head.has(0, "ID3") && head.at(3) < 0x10) {
            return Optional.of("audio/mpeg");
        }
        if ((head.has(0, "RIFF") || head.has(0, "RF64")) && head.has(8, "WAVE")) {
            return Optional.of("audio/wav");
        }
        if (head.has(0, "fLaC")) {
            return Optional.of("audio/flac");
        }
        if (head.has(0, "OggS")) {
            return Optional.of(head.has(29, "theora") ? "video/ogg" : "audio/ogg");
        }
        return Optional.empty();
    }

    private static Optional<String> video(Head head) {
        if (head.has(0, 0x1A, 0x45, 0xDF, 0xA3)) {
            return Optional.of(docTypeIsWebm(head) ? "video/webm" : "video/x-matroska");
        }
        return IsoMedia.typeOf(head);
    }

    private static boolean docTypeIsWebm(Head head) {
        for (int i = 4; i < EBML_HEADER_BYTES; i++) {
            if (head.has(i, 0x42, 0x82)) {
                return (head.at(i + 2) & EBML_SIZE_MASK) == 4 && head.has(i + 3, "webm");
            }
        }
        return false;
    }
}
