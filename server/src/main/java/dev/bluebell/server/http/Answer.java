package dev.bluebell.server.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A whole answer but for the headers that every answer has.
 *
 * @param status the HTTP status
 * @param headers further headers
 * @param body the text of the body, or empty for none
 */
record Answer(int status, Map<String, String> headers, String body) {

    private static final int LONGEST_REASON = 300;

    Answer {
        headers = Map.copyOf(headers);
    }

    static Answer empty(int status) {
        return new Answer(status, Map.of(), "");
    }

    static Answer json(int status, String body) {
        return new Answer(status, Map.of("Content-Type", "application/json"), body);
    }

    /** An error: the reason goes into {@code X-Reason} and, for people with a browser, into the body. */
    static Answer refusal(int status, String reason) {
        String line = oneLine(reason);
        return new Answer(status, Map.of("X-Reason", line, "Content-Type", "text/plain; charset=utf-8"), line + "\n");
    }

    /** The same answer, after which the connection is closed: what else comes on it is not looked at. */
    Answer last() {
        return with("Connection", "close");
    }

    boolean isLast() {
        return headers.containsKey("Connection");
    }

    Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }

    /** One line of ASCII, whatever a client has put into the words that are quoted in it. */
    private static String oneLine(String reason) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < reason.length() && line.length() < LONGEST_REASON; i++) {
            char c = reason.charAt(i);
            line.append(c >= ' ' && c <= '~' ? c : '?');
        }
        return line.toString();
    }
}
