package dev.bluebell.cli.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tomlj.TomlArray;

/**
 * How the values of a setting are written.
 *
 * @param wanted what a value looks like, to complete "must be …"
 * @param types as which types of TOML it may be written; a {@link TomlArray} is one of strings
 * @param read reads the text of a variable, a TOML value as text, or a list as text with commas; empty if it is none
 * @param <T> what a value is in the program
 */
record Form<T>(String wanted, Set<Class<?>> types, Function<String, Optional<T>> read) {

    /** A string, and nothing else. */
    static <T> Form<T> string(String wanted, Function<String, Optional<T>> read) {
        return new Form<>(wanted, Set.of(String.class), read);
    }

    /** A whole number, and nothing else. */
    static <T> Form<T> integer(String wanted, Function<String, Optional<T>> read) {
        return new Form<>(wanted, Set.of(Long.class), read);
    }

    /** A string for one, or a list of them. */
    static <T> Form<T> oneOrMore(String wanted, Function<List<String>, Optional<T>> read) {
        return new Form<>(
                wanted,
                Set.of(String.class, TomlArray.class),
                text -> read.apply(List.of(text.strip().split("\\s*,\\s*"))));
    }

    /** The value that a TOML file holds, or empty if it is of another form. */
    Optional<T> ofToml(Object value) {
        return switch (value) {
            case TomlArray array
            when types.contains(TomlArray.class) -> joined(array).flatMap(read);
            default -> types.contains(value.getClass()) ? read.apply(value.toString()) : Optional.empty();
        };
    }

    private static Optional<String> joined(TomlArray array) {
        List<Object> items = array.toList();
        return items.stream().allMatch(String.class::isInstance)
                ? Optional.of(items.stream().map(Object::toString).collect(Collectors.joining(",")))
                : Optional.empty();
    }
}
