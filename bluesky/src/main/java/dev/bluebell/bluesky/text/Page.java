package dev.bluebell.bluesky.text;

/**
 * A text that is being written, line by line. What separates two blocks is written with the second, so that one which
 * turns out to be empty leaves no gap. Belongs to one thread.
 */
final class Page {

    private final StringBuilder out = new StringBuilder();
    private String prefix = "";
    private int breaks;
    private boolean leftOut;

    /** What comes next begins after that many line breaks. */
    void separate(int lines) {
        breaks = Math.max(breaks, lines);
    }

    /**
     * Writes an item of a list, or a quote.
     *
     * @param first before its first line
     * @param others before all others
     */
    void within(String first, String others, Runnable content) {
        String before = prefix;
        flush();
        out.append(first);
        prefix = before + others;
        content.run();
        prefix = before;
    }

    void write(String words) {
        if (words.isEmpty()) {
            return;
        }
        flush();
        String rest = leftOut && endsBlank() ? words.stripLeading() : words;
        leftOut = leftOut && rest.isEmpty();
        out.append(rest.replace("\n", "\n" + prefix));
    }

    void lineBreak() {
        if (!(leftOut && endsBlank())) {
            flush();
            out.append('\n').append(prefix);
        }
    }

    /** Something stood here that is no text: of the blanks around it one is enough. */
    void leaveOut() {
        leftOut = true;
    }

    /** Where the next word will begin. */
    int position() {
        flush();
        return out.length();
    }

    String since(int start) {
        return out.substring(start);
    }

    private boolean endsBlank() {
        return out.isEmpty() || Character.isWhitespace(out.charAt(out.length() - 1));
    }

    private void flush() {
        if (breaks > 0 && !out.isEmpty()) {
            for (int i = 1; i < breaks; i++) {
                out.append('\n').append(prefix.stripTrailing());
            }
            out.append('\n').append(prefix);
        }
        breaks = 0;
    }

    /** Without the blanks at its ends. */
    String text() {
        return out.toString().strip();
    }

    /** A position in that. */
    int trimmed(int position) {
        int blank = out.length() - out.toString().stripLeading().length();
        return Math.max(position - blank, 0);
    }
}
