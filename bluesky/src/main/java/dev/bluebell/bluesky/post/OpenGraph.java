package dev.bluebell.bluesky.post;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a page says of itself in its head.
 *
 * @param title at most 300 characters
 * @param description at most 1000 characters
 * @param image where one is, perhaps as seen from the page
 */
record OpenGraph(Optional<String> title, Optional<String> description, Optional<String> image) {

    private static final int LONGEST_TITLE = 300;
    private static final int LONGEST_DESCRIPTION = 1000;
    private static final Pattern META = Pattern.compile("(?i)<meta\\s([^>]{1,10000})>");
    private static final Pattern TITLE = Pattern.compile("(?i)<title[^>]{0,200}>([^<]{1,2000})<");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("([a-zA-Z:-]{1,50})\\s{0,9}=\\s{0,9}(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+))");
    private static final Pattern ENTITY = Pattern.compile("&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-z]{2,5});");
    private static final Map<String, String> NAMED =
            Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ");

    static OpenGraph read(String html) {
        Map<String, String> said = new HashMap<>();
        Matcher meta = META.matcher(html);
        while (meta.find()) {
            Map<String, String> attributes = attributes(meta.group(1));
            String name = attributes.getOrDefault("property", attributes.getOrDefault("name", ""));
            said.putIfAbsent(name.toLowerCase(Locale.ROOT), attributes.getOrDefault("content", ""));
        }
        Matcher title = TITLE.matcher(html);
        if (title.find()) {
            said.put("title", decoded(title.group(1)));
        }
        return new OpenGraph(
                first(said, LONGEST_TITLE, "og:title", "twitter:title", "title"),
                first(said, LONGEST_DESCRIPTION, "og:description", "twitter:description", "description"),
                first(said, Integer.MAX_VALUE, "og:image:secure_url", "og:image", "twitter:image"));
    }

    private static Optional<String> first(Map<String, String> said, int longest, String... names) {
        for (String name : names) {
            String words =
                    said.getOrDefault(name, "").replaceAll("[\\p{Cc}\\s]+", " ").strip();
            if (!words.isEmpty()) {
                return Optional.of(cut(words, longest));
            }
        }
        return Optional.empty();
    }

    private static String cut(String words, int longest) {
        if (words.length() <= longest) {
            return words;
        }
        boolean half = Character.isHighSurrogate(words.charAt(longest - 2));
        return words.substring(0, longest - (half ? 2 : 1)) + '…';
    }

    private static Map<String, String> attributes(String tag) {
        Map<String, String> all = new HashMap<>();
        Matcher each = ATTRIBUTE.matcher(tag);
        while (each.find()) {
            String value = Optional.ofNullable(each.group(2))
                    .or(() -> Optional.ofNullable(each.group(3)))
                    .orElseGet(() -> each.group(4));
            all.putIfAbsent(each.group(1).toLowerCase(Locale.ROOT), decoded(value));
        }
        return all;
    }

    private static String decoded(String words) {
        return ENTITY.matcher(words)
                .replaceAll(found -> Matcher.quoteReplacement(character(found.group(1), found.group())));
    }

    private static String character(String name, String whole) {
        if (!name.startsWith("#")) {
            return NAMED.getOrDefault(name, whole);
        }
        boolean hex = name.charAt(1) == 'x' || name.charAt(1) == 'X';
        int code = Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
        boolean is = Character.isValidCodePoint(code)
                && !(code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE);
        return is && code > 0 ? Character.toString(code) : whole;
    }
}
