package dev.bluebell.bluesky.text;

import java.util.Set;
import org.commonmark.node.Text;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;

/** Keeps Markdown from reading marks into an address: {@code _} and {@code *} in one are its own, and &amp; is no entity. */
final class RawUrls implements InlineContentParserFactory {

    private static final String ENDS = "<>\"`]";
    private static final String MARKS = "*_~";

    @Override
    public Set<Character> getTriggerCharacters() {
        return Set.of('h', 'H');
    }

    @Override
    public InlineContentParser create() {
        return RawUrls::parse;
    }

    private static ParsedInline parse(InlineParserState state) {
        Scanner scanner = state.scanner();
        if (Character.isLetterOrDigit(scanner.peekPreviousCodePoint())) {
            return ParsedInline.none();
        }
        Position begin = scanner.position();
        StringBuilder word = new StringBuilder();
        for (char c = scanner.peek(); isPart(c); c = scanner.peek()) {
            word.append(c);
            scanner.next();
        }
        String url = withoutEnd(word.toString());
        if (!url.matches("(?i)https?://.+")) {
            return ParsedInline.none();
        }
        scanner.setPosition(begin);
        for (int i = 0; i < url.length(); i++) {
            scanner.next();
        }
        return ParsedInline.of(new Text(url), scanner.position());
    }

    private static boolean isPart(char c) {
        return c != Scanner.END && !Character.isWhitespace(c) && ENDS.indexOf(c) < 0;
    }

    /** Marks at its end belong to the words around it: {@code **https://example.com**}. */
    private static String withoutEnd(String word) {
        String url = word;
        String before = "";
        while (!url.equals(before) && !url.isEmpty()) {
            before = url;
            url = Detection.withoutEnd(url);
            boolean marked = !url.isEmpty() && MARKS.indexOf(url.charAt(url.length() - 1)) >= 0;
            url = marked ? url.substring(0, url.length() - 1) : url;
        }
        return url;
    }
}
