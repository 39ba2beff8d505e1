package dev.bluebell.media;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Formats that are readable UTF-8. */
final class Texts {

    private static final Pattern PLAYLIST = Pattern.compile("#EXTM3U\\s.*", Pattern.DOTALL);

    /** Whatever may stand before the root element: white space, comments, declarations, a document type. */
    private static final Pattern PROLOG = Pattern.compile(
            "(?:\\s++|<!--.*?-->|<\\?.*?\\?>|<!DOCTYPE\\s[^\\[>]*+(?:\\[.*?]\\s*+)?>)*+",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    private static final Pattern HTML_TYPE = Pattern.compile("<!DOCTYPE\\s+html[\\s>]", Pattern.CASE_INSENSITIVE);

    /** The elements by which browsers tell HTML. */
    private static final Pattern HTML_ELEMENT = Pattern.compile(
            "<(?:html|head|body|title|script|style|iframe|div|table|font|h1|a|b|p|br|!--)(?:[\\s/>-]|$)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern SVG_ELEMENT = Pattern.compile("<(?:[\\w.-]+:)?svg(?:[\\s/>]|$)");
    private static final Pattern XML_ELEMENT = Pattern.compile("<[\\w:.-]+\\s[^>]*xmlns");
    private static final Pattern JSON_START =
            Pattern.compile("\\s*+(?:\\{\\s*+[\"}]|\\[[\\s\\[]*+(?:[]{\"\\d-]|true\\b|false\\b|null\\b))");

    private Texts() {}

    static Optional<String> typeOf(Head head) {
        return decode(head).map(text -> typeOf(text, head.isWhole()));
    }

    private static String typeOf(String text, boolean whole) {
        if (PLAYLIST.matcher(text).lookingAt()) {
            return "application/vnd.apple.mpegurl";
        }
        if (JSON_START.matcher(text).lookingAt() && (!whole || endsAsJson(text.stripTrailing()))) {
            return "application/json";
        }
        return markupType(text).orElse("text/plain");
    }

    private static boolean endsAsJson(String text) {
        return text.endsWith("}") || text.endsWith("]");
    }

    private static Optional<String> markupType(String text) {
        Matcher prolog = PROLOG.matcher(text);
        int root = prolog.lookingAt() ? prolog.end() : 0;
        if (HTML_TYPE.matcher(text).region(0, root).find() || startsAt(root, HTML_ELEMENT, text)) {
            return Optional.of("text/html");
        }
        if (startsAt(root, SVG_ELEMENT, text)) {
            return Optional.of("image/svg+xml");
        }
        boolean xml = text.stripLeading().startsWith("<?xml") || startsAt(root, XML_ELEMENT, text);
        return xml ? Optional.of("application/xml") : Optional.empty();
    }

    private static boolean startsAt(int offset, Pattern pattern, String text) {
        return pattern.matcher(text).region(offset, text.length()).lookingAt();
    }

    /** The head as text without a byte order mark, or empty if it is not UTF-8, has control characters, or is empty. */
    private static Optional<String> decode(Head head) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer bytes = head.buffer();
        CharBuffer chars = CharBuffer.allocate(head.length());
        boolean malformed =
                decoder.decode(bytes, chars, head.isWhole()).isError(); // else the last character may be cut
        String text = chars.flip().toString();
        if (malformed || text.isEmpty() || text.chars().anyMatch(Texts::isBinary)) {
            return Optional.empty();
        }
        return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    private static boolean isBinary(int c) {
        boolean layout = c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == 0x1B;
        return (c < ' ' && !layout) || c == 0x7F;
    }
}
