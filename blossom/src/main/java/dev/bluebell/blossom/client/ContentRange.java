package dev.bluebell.blossom.client;

import dev.bluebell.blossom.BlossomException;
import java.net.http.HttpResponse;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which part of a blob an answer of 206 holds.
 *
 * @param first of the bytes, counted from 0
 * @param last of the bytes, itself included
 * @param total how long the blob is, if the server knows
 */
record ContentRange(long first, long last, OptionalLong total) {

    private static final Pattern BYTES = Pattern.compile("bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18}|\\*)");

    /** @throws BlossomException.BadAnswer if it says so in no way, or in none that makes sense */
    static ContentRange of(HttpResponse<?> response) {
        String header = response.headers().firstValue("Content-Range").orElse("");
        Matcher range = BYTES.matcher(header);
        if (!range.matches()) {
            throw new BlossomException.BadAnswer(
                    "%s sent a part without saying which: '%s'".formatted(response.uri(), OneLine.of(header)), null);
        }
        OptionalLong total =
                range.group(3).equals("*") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(range.group(3)));
        ContentRange part = new ContentRange(Long.parseLong(range.group(1)), Long.parseLong(range.group(2)), total);
        if (part.first > part.last || part.last >= total.orElse(Long.MAX_VALUE)) {
            throw new BlossomException.BadAnswer(
                    "%s sent an impossible part: %s".formatted(response.uri(), OneLine.of(header)), null);
        }
        return part;
    }

    /** Whether nothing comes after this part. */
    boolean endsTheBlob() {
        return total.isEmpty() || last + 1 == total.getAsLong();
    }
}
