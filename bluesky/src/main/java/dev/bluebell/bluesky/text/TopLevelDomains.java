package dev.bluebell.bluesky.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/** The last parts that names on the Internet have, as of the list that is packed with this. */
final class TopLevelDomains {

    private static final Set<String> ALL = read();

    private TopLevelDomains() {}

    /** Whether a name has several parts, and the last is one of them in lower case. */
    static boolean end(String domain) {
        int dot = domain.lastIndexOf('.');
        return dot > 0 && ALL.contains(domain.substring(dot + 1));
    }

    private static Set<String> read() {
        InputStream list = TopLevelDomains.class.getResourceAsStream("tlds.txt");
        if (list == null) {
            throw new IllegalStateException("tlds.txt was not packed with this");
        }
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("#")).collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
