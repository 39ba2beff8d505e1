package dev.bluebell.cli;

import java.io.IOException;
import java.util.Locale;

/** Standard output cannot be written. */
final class OutputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OutputException(IOException cause) {
        super("standard output cannot be written: " + Explanation.oneLine(cause), cause);
    }

    /** Whether the reader has gone, as {@code head} does when it has enough: that is no fault. */
    boolean unread() {
        return Explanation.oneLine(this).toLowerCase(Locale.ROOT).contains("pipe");
    }
}
