package dev.bluebell.server;

/** A body did not come whole. What was received of it must be dropped. */
public sealed class BodyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private BodyException(String message) {
        super(message);
    }

    /** The connection ended before the body did. There is nobody left to answer. */
    public static final class CutOff extends BodyException {
        private static final long serialVersionUID = 1L;

        /** Says how it ended. */
        public CutOff(String message) {
            super(message);
        }
    }

    /** The sender was slower than the server puts up with, or took too long in all. */
    public static final class TooSlow extends BodyException {
        private static final long serialVersionUID = 1L;

        /** Says what was expected. */
        public TooSlow(String message) {
            super(message);
        }
    }

    /** More bytes came than the limit allows. */
    public static final class TooLarge extends BodyException {
        private static final long serialVersionUID = 1L;

        /** Says what the limit is. */
        public TooLarge(String message) {
            super(message);
        }
    }
}
