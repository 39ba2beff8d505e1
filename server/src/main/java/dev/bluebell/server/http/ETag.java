package dev.bluebell.server.http;

/** The entity tag of a blob: its hash in quotes, strong, for a blob never changes (RFC 9110, section 8.8.3). */
final class ETag {

    private ETag() {}

    /** Weak comparison, for {@code If-None-Match}: a list of tags, or a star. */
    static boolean matches(String header, String etag) {
        String value = header.strip();
        if (value.equals("*")) {
            return true;
        }
        for (String tag : value.split(",", -1)) {
            String opaque = tag.strip();
            if (opaque.startsWith("W/")) {
                opaque = opaque.substring(2);
            }
            if (opaque.equals(etag)) {
                return true;
            }
        }
        return false;
    }

    /** Strong comparison, for {@code If-Range}: exactly this tag; a date is not this tag. */
    static boolean isExactly(String header, String etag) {
        return header.strip().equals(etag);
    }
}
