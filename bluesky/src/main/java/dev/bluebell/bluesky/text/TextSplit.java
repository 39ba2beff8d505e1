package dev.bluebell.bluesky.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a text that is too long. */
final class TextSplit {

    /** Where to cut, best first; the cut is at the beginning of what is found. */
    private static final List<Pattern> PLACES = List.of(
            Pattern.compile("\\n[ \\t]*\\n"),
            Pattern.compile("\\n"),
            Pattern.compile("(?<=[.!?…。！？][\"')\\]”’»]{0,3})\\s|(?<=[。！？])"));

    private static final Pattern BLANK = Pattern.compile("\\s");

    private final String text;
    private final List<Mark> marks;
    private final TextLimits limits;

    TextSplit(String text, List<Mark> marks, TextLimits limits) {
        this.text = text;
        this.marks = marks;
        this.limits = limits;
    }

    /**
     * A stretch of the text, and what is in it.
     *
     * @param text without blanks at its ends
     * @param marks by their positions in that
     */
    record Part(String text, List<Mark> marks) {}

    List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        int start = skipBlanks(0);
        while (start < text.length()) {
            int end = Graphemes.end(text, start, limits);
            int cut = end == text.length() ? end : outOfMarks(start, place(start, end));
            parts.add(part(start, cut));
            start = skipBlanks(cut);
        }
        return parts.isEmpty() ? List.of(new Part("", List.of())) : parts;
    }

    private int skipBlanks(int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** A paragraph or sentence that would leave more than half of a part empty is no good place. */
    private int place(int start, int end) {
        for (Pattern place : PLACES) {
            int at = last(place, start + (end - start) / 2, end);
            if (at > start) {
                return at;
            }
        }
        int blank = last(BLANK, start, end);
        return blank > start ? blank : end;
    }

    /** The last one that begins in there; a blank right behind the end is as good. */
    private int last(Pattern place, int from, int end) {
        Matcher each = place.matcher(text).region(from, Math.min(end + 1, text.length()));
        each.useTransparentBounds(true);
        int at = -1;
        while (each.find()) {
            at = each.start() <= end ? each.start() : at;
        }
        return at;
    }

    /** Before a link or the like that would be cut, if that leaves anything. */
    private int outOfMarks(int start, int cut) {
        return marks.stream()
                .filter(one -> one.start() < cut && cut < one.end())
                .map(Mark::start)
                .filter(begin -> begin > start && !text.substring(start, begin).isBlank())
                .findFirst()
                .orElse(cut);
    }

    private Part part(int start, int cut) {
        int end = cut;
        while (Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        List<Mark> inside = new ArrayList<>();
        for (Mark one : marks) {
            int from = Math.max(one.start(), start);
            int to = Math.min(one.end(), end);
            if (from < to) {
                inside.add(new Mark(from - start, to - start, one.meaning()));
            }
        }
        return new Part(text.substring(start, end), inside);
    }
}
