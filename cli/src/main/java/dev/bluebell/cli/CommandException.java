package dev.bluebell.cli;

/** A command cannot do what it was asked. The message says what happened, to what, and what to do. */
final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommandException(String message) {
        super(message);
    }

    CommandException(String message, Throwable cause) {
        super(message, cause);
    }
}
