package dev.bluebell.blossom;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which server a {@code server} tag means. BUD-11 asks for a bare lower-case domain; tokens in use also have ports and
 * whole URLs in any case.
 *
 * @param host a domain, or an address (IPv6 in brackets); empty if the tag made no sense
 * @param port digits, or empty for any
 */
record ServerTag(String host, String port) {

    private static final Pattern SPELLING =
            Pattern.compile("(?:(https?)://)?([^/:@\\[\\]]+|\\[[0-9a-f:.]+])(?::([0-9]{1,5}))?/*");

    static ServerTag of(String text) {
        Matcher spelling = SPELLING.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!spelling.matches()) {
            return new ServerTag("", "");
        }
        String port = spelling.group(3) == null ? "" : spelling.group(3);
        boolean usual = ("https".equals(spelling.group(1)) && port.equals("443"))
                || ("http".equals(spelling.group(1)) && port.equals("80"));
        return new ServerTag(spelling.group(2), usual ? "" : port);
    }

    /** Whether this tag means a server of that name; without a port it means every port. */
    boolean names(String ownName) {
        ServerTag own = of(ownName);
        return !host.isEmpty() && host.equals(own.host) && (port.isEmpty() || port.equals(own.port));
    }
}
