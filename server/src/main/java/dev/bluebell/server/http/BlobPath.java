package dev.bluebell.server.http;

import dev.bluebell.blossom.BlobHash;
import java.util.Optional;

/** The path of a blob: {@code /<sha256>} with any extension or none. */
final class BlobPath {

    private static final int HASH_END = 65;

    private BlobPath() {}

    /** {@return the hash in {@code path}, or empty if it is not the path of a blob} */
    static Optional<BlobHash> hash(String path) {
        if (path.length() < HASH_END || (path.length() > HASH_END && path.charAt(HASH_END) != '.')) {
            return Optional.empty();
        }
        return path.indexOf('/', 1) < 0 ? BlobHash.parse(path.substring(1, HASH_END)) : Optional.empty();
    }

    /** {@return whether {@code path} was meant to be the path of a blob: one name, of hex digits only} */
    static boolean isAttempt(String path) {
        int dot = path.indexOf('.');
        String name = path.substring(1, dot < 0 ? path.length() : dot);
        return name.length() >= 8 && name.chars().allMatch(java.util.HexFormat::isHexDigit);
    }
}
