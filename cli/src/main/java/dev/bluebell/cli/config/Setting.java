package dev.bluebell.cli.config;

import java.util.Locale;
import java.util.Optional;

/**
 * One thing that can be set. {@link Settings} has them all.
 *
 * @param key its name in {@code bluebell.toml}: lower case, dots between tables, dashes between words
 * @param form how its values are written
 * @param byDefault the value without it, as the environment would spell it, or in words in brackets
 * @param meaning what it does, in one sentence
 * @param <T> what a value is in the program
 */
public record Setting<T>(String key, Form<T> form, String byDefault, String meaning) {

    /** The environment variable that overrides it: {@code a.b-c} is {@code BLUEBELL_A_B_C}. */
    public String variable() {
        return "BLUEBELL_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** What a value looks like, to complete "must be …". */
    public String wanted() {
        return form.wanted();
    }

    /** Reads a value as the environment spells it, or as a flag does; empty if it is none. */
    public Optional<T> parse(String text) {
        return form.read().apply(text.strip());
    }
}
