package dev.bluebell.media;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Types that share a signature, so that the bytes of one do not prove another of them wrong. */
enum Family {
    JPEG("image/jpeg", "image/jpg", "image/pjpeg"),
    PNG("image/png", "image/x-png", "image/apng"),
    GIF("image/gif"),
    WEBP("image/webp"),
    ISO_IMAGE(
            "image/avif",
            "image/heic",
            "image/heif",
            "image/avif-sequence",
            "image/heic-sequence",
            "image/heif-sequence",
            "image/x-canon-cr3"),
    ISO_MEDIA(
            "video/mp4",
            "audio/mp4",
            "audio/m4a",
            "audio/x-m4a",
            "video/x-m4v",
            "video/quicktime",
            "video/3gpp",
            "audio/3gpp",
            "video/3gpp2",
            "audio/3gpp2",
            "video/iso.segment"),
    EBML("video/webm", "audio/webm", "video/x-matroska", "audio/x-matroska", "video/matroska", "audio/matroska"),
    OGG("audio/ogg", "video/ogg", "audio/opus", "audio/vorbis"),
    WAV("audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave"),
    FLAC("audio/flac", "audio/x-flac"),
    PDF("application/pdf"),
    ZIP("application/zip", "application/x-zip-compressed"),
    GZIP("application/gzip", "application/x-gzip"),
    /** One family, because the AAC segments of HLS begin with an ID3 tag as MP3 files do. */
    AUDIO_FRAMES("audio/mpeg", "audio/mp3", "audio/aac", "audio/aacp", "audio/x-aac"),
    TRANSPORT_STREAM("video/mp2t");

    private static final Set<Family> WRAPPERS = Set.of(ZIP, GZIP);
    private static final Set<Family> RAW_STREAMS = Set.of(AUDIO_FRAMES, TRANSPORT_STREAM);
    private static final Map<String, Family> BY_TYPE = byType();

    @SuppressWarnings("ImmutableEnumChecker") // Set.of cannot be changed
    private final Set<String> types;

    Family(String... types) {
        this.types = Set.of(types);
    }

    private static Map<String, Family> byType() {
        Map<String, Family> families = new HashMap<>();
        for (Family family : values()) {
            family.types.forEach(type -> families.put(type, family));
        }
        return Map.copyOf(families);
    }

    /** Whether content that shows {@code sniffed} cannot be {@code declared}: the table of {@link TypeSniffer#settle}. */
    static boolean refutes(Optional<String> sniffed, String declared) {
        Optional<Family> shown = sniffed.flatMap(Family::of);
        Optional<Family> claimed = of(declared);
        if (claimed.isPresent()) {
            boolean mayShowNothing = RAW_STREAMS.contains(claimed.get());
            return !shown.equals(claimed) && !(mayShowNothing && sniffed.isEmpty());
        }
        if (declared.startsWith("text/") || declared.equals("image/svg+xml")) {
            return shown.isPresent();
        }
        boolean media = declared.startsWith("image/") || declared.startsWith("audio/") || declared.startsWith("video/");
        return media && shown.filter(family -> !WRAPPERS.contains(family)).isPresent();
    }

    private static Optional<Family> of(String type) {
        return Optional.ofNullable(BY_TYPE.get(type));
    }
}
