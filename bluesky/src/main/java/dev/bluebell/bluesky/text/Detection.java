package dev.bluebell.bluesky.text;

import dev.bluebell.bluesky.Handle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds links, mentions, tags and cashtags in plain text, where the app of Bluesky finds them. It differs where that one
 * cannot be meant: several marks at the end of a link are cut, domains may have hyphens, an e-mail address is no link.
 */
final class Detection {

    private static final String SPACE =
            "\\s\\x0B\\x{A0}\\x{1680}\\x{2000}-\\x{200A}\\x{2028}\\x{2029}\\x{202F}\\x{205F}\\x{3000}\\x{FEFF}";

    /** They have no width, and end a tag. */
    private static final String HIDDEN = "\\x{AD}\\x{2060}\\x{200B}\\x{200C}\\x{200D}\\x{20E2}";

    private static final String BEGIN = "(?<![^" + SPACE + "(])";

    private static final Pattern MENTION = Pattern.compile(BEGIN + "@([a-zA-Z0-9.-]+)\\b");
    private static final Pattern LINK = Pattern.compile(
            BEGIN + "(?:https?://[^" + SPACE + "]+|(?<domain>[a-z][a-z0-9-]*+(?:\\.[a-z0-9-]++)++)(?!@)[^" + SPACE
                    + "]*)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern TAG =
            Pattern.compile("(?<![^" + SPACE + "])[#＃](?!\\x{FE0F})([^" + SPACE + HIDDEN + "]+)");
    private static final Pattern WORTH_A_TAG = Pattern.compile("[^0-9\\p{P}]");
    private static final Pattern CASHTAG =
            Pattern.compile(BEGIN + "\\$([A-Za-z][A-Za-z0-9]{0,4})(?=[" + SPACE + "]|$|[.,;:!?)\"'\\x{2019}])");

    private static final String LINK_ENDS = ".,;:!?\"'”’»…";
    private static final Pattern LAST_PUNCTUATION = Pattern.compile("\\p{P}+$");
    private static final Pattern WEB = Pattern.compile("(?i)https?://[^\\s/?#.]\\S*");

    private final String text;
    private final List<Mark> marks;

    private Detection(String text, List<Mark> known) {
        this.text = text;
        this.marks = new ArrayList<>(known);
    }

    /** What is known, and whatever else is found beside it; in the order of the text. */
    static List<Mark> complete(String text, List<Mark> known) {
        Detection detection = new Detection(text, known);
        detection.links();
        detection.mentions();
        detection.tags();
        detection.cashtags();
        return detection.marks.stream()
                .sorted(Comparator.comparingInt(Mark::start))
                .toList();
    }

    /** The address that somebody means by what stands in a link; empty if it leads to no page. */
    static Optional<String> address(String written) {
        String whole = written.strip().replaceAll("\\s", "%20");
        if (WEB.matcher(whole).matches()) {
            return Optional.of(whole).filter(Feature.Link::isOne);
        }
        Matcher bare = LINK.matcher(whole);
        return bare.matches() && bare.group("domain") != null && TopLevelDomains.end(bare.group("domain"))
                ? Optional.of("https://" + whole).filter(Feature.Link::isOne)
                : Optional.empty();
    }

    /** A link without the punctuation that belongs to the sentence around it. */
    static String withoutEnd(String link) {
        int end = link.length();
        while (end > 0 && isEnd(link, end)) {
            end--;
        }
        return link.substring(0, end);
    }

    private static boolean isEnd(String link, int end) {
        char last = link.charAt(end - 1);
        return switch (last) {
            case ')' -> isUnbalanced(link, end, '(', ')');
            case ']' -> isUnbalanced(link, end, '[', ']');
            default -> LINK_ENDS.indexOf(last) >= 0;
        };
    }

    private static boolean isUnbalanced(String link, int end, char open, char close) {
        String before = link.substring(0, end);
        return before.chars().filter(c -> c == close).count()
                > before.chars().filter(c -> c == open).count();
    }

    private void links() {
        Matcher each = LINK.matcher(text);
        while (each.find()) {
            if (each.group().length() > Feature.Link.MOST_BYTES) {
                continue;
            }
            String link = withoutEnd(each.group());
            int start = each.start();
            address(link).ifPresent(uri -> add(Mark.of(start, start + link.length(), new Feature.Link(uri))));
        }
    }

    private void mentions() {
        Matcher each = MENTION.matcher(text);
        while (each.find()) {
            String name = each.group(1).toLowerCase(Locale.ROOT);
            int start = each.start();
            int end = each.end();
            if (TopLevelDomains.end(name) || name.endsWith(".test")) {
                handle(name).ifPresent(handle -> add(new Mark(start, end, new Mark.Meaning.Called(handle))));
            }
        }
    }

    private static Optional<Handle> handle(String name) {
        try {
            return Optional.of(new Handle(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void tags() {
        Matcher each = TAG.matcher(text);
        while (each.find()) {
            String tag = LAST_PUNCTUATION.matcher(each.group(1)).replaceFirst("");
            if (WORTH_A_TAG.matcher(tag).find() && TextLimits.TAG.allows(tag)) {
                add(Mark.of(each.start(), each.start() + 1 + tag.length(), new Feature.Tag(tag)));
            }
        }
    }

    private void cashtags() {
        Matcher each = CASHTAG.matcher(text);
        while (each.find()) {
            add(Mark.of(
                    each.start(),
                    each.end(),
                    new Feature.Tag('$' + each.group(1).toUpperCase(Locale.ROOT))));
        }
    }

    private void add(Mark mark) {
        if (marks.stream().noneMatch(one -> one.overlaps(mark.start(), mark.end()))) {
            marks.add(mark);
        }
    }
}
