package dev.bluebell.media;

import java.util.Optional;

/** The ISO base media format (MP4, QuickTime, HEIF) by the brands of its first box. */
final class IsoMedia {

    private static final int MAJOR_BRAND = 8;
    private static final int FIRST_COMPATIBLE_BRAND = 16;
    private static final int MAX_BRANDS_END = 256;

    private IsoMedia() {}

    static Optional<String> typeOf(Head head) {
        if (head.at(0) >= ' ') { // the size of a first box is small, and text is not a box
            return Optional.empty();
        }
        return switch (head.fourCharacters(4)) {
            case "ftyp" -> Optional.of(byBrand(head));
            case "styp", "sidx", "moof" -> Optional.of("video/iso.segment");
            case "moov", "mdat", "wide", "pnot" -> Optional.of("video/quicktime"); // older than the brands
            default -> Optional.empty();
        };
    }

    private static String byBrand(Head head) {
        String brand = head.fourCharacters(MAJOR_BRAND);
        return switch (brand) {
            case "mif1", "mif2", "msf1" -> byCompatibleBrand(head);
            case "crx " -> "image/x-canon-cr3";
            case "qt  " -> "video/quicktime";
            case "M4A ", "M4B ", "M4P " -> "audio/mp4";
            default -> imageType(brand).orElseGet(() -> videoType(brand));
        };
    }

    private static String videoType(String brand) {
        if (brand.startsWith("3gp")) {
            return "video/3gpp";
        }
        return brand.startsWith("3g2") ? "video/3gpp2" : "video/mp4";
    }

    /** A general image brand leaves the codec to the compatible brands. */
    private static String byCompatibleBrand(Head head) {
        int end = Math.min((head.at(2) << 8) | head.at(3), MAX_BRANDS_END);
        for (int i = FIRST_COMPATIBLE_BRAND; i < end; i += 4) {
            Optional<String> type = imageType(head.fourCharacters(i));
            if (type.isPresent()) {
                return type.get();
            }
        }
        return "image/heif";
    }

    private static Optional<String> imageType(String brand) {
        return switch (brand) {
            case "avif", "avis" -> Optional.of("image/avif");
            case "heic", "heix", "heim", "heis", "hevc", "hevx" -> Optional.of("image/heic");
            default -> Optional.empty();
        };
    }
}
