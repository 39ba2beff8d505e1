package dev.bluebell.cli;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A named value of a call.
 *
 * @param raw whether the value is JSON, and not text
 */
record KeyValue(String key, String value, boolean raw) {

    private static final Pattern SPELLING = Pattern.compile("([A-Za-z][A-Za-z0-9]*)(:?)=(.*)", Pattern.DOTALL);

    /**
     * Reads arguments.
     *
     * @param given null where none are, as the parser has it
     */
    static List<KeyValue> all(@Nullable List<String> given) {
        return given == null ? List.of() : given.stream().map(KeyValue::parse).toList();
    }

    private static KeyValue parse(String text) {
        Matcher matcher = SPELLING.matcher(text);
        if (!matcher.matches()) {
            throw new CommandException("\"%s\" is not KEY=VALUE".formatted(text));
        }
        return new KeyValue(
                matcher.group(1), matcher.group(3), !matcher.group(2).isEmpty());
    }
}
