package dev.bluebell.bluesky.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people call characters: a family of emoji is one. */
final class Graphemes {

    private static final Pattern ONE = Pattern.compile("\\X");

    private Graphemes() {}

    static int count(String text) {
        Matcher each = ONE.matcher(text);
        int count = 0;
        while (each.find()) {
            count++;
        }
        return count;
    }

    /** Where the text has to end that begins there and is as long as allowed, but one grapheme at least. */
    static int end(String text, int start, TextLimits limits) {
        Matcher each = ONE.matcher(text).region(start, text.length());
        int end = start;
        int bytes = 0;
        for (int count = 0; count < limits.graphemes() && each.find(); count++) {
            bytes += Offsets.bytes(text, each.start(), each.end());
            if (bytes > limits.bytes() && count > 0) {
                break;
            }
            end = each.end();
        }
        return end;
    }
}
