package dev.bluebell.bluesky.post;

import java.util.IllformedLocaleException;
import java.util.Locale;

/** Names of languages, as of BCP 47. */
final class Languages {

    private Languages() {}

    static String check(String lang) {
        try {
            Locale unused = new Locale.Builder().setLanguageTag(lang).build();
        } catch (IllformedLocaleException e) {
            throw new IllegalArgumentException("a language is called like en or pt-BR, not " + lang, e);
        }
        if (lang.isEmpty()) {
            throw new IllegalArgumentException("a language is called like en or pt-BR");
        }
        return lang;
    }
}
