package dev.bluebell.server.store;

/** The storage of blobs failed. Nothing was stored by the call that threw it. */
public sealed class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /** There is no room left, or the quota of the store is used up. Making room helps; asking again does not. */
    public static final class Full extends StoreException {
        private static final long serialVersionUID = 1L;

        /** Says what did not fit. */
        public Full(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** A file could not be written, read, renamed or synced. */
    public static final class Broken extends StoreException {
        private static final long serialVersionUID = 1L;

        /** Says what failed. */
        public Broken(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
