package dev.bluebell.media;

/** A picture or video could not be worked on. The message is one line that says what is wrong and what to do. */
public abstract sealed class MediaException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private MediaException(String message) {
        super(message);
    }

    private MediaException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The file is not what it says it is, or is cut short or damaged. */
    public static final class Corrupt extends MediaException {
        private static final long serialVersionUID = 1L;

        public Corrupt(String message) {
            super(message);
        }

        public Corrupt(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The file has more bytes, pixels, frames or parts than the limits allow. It was not decoded. */
    public static final class TooLarge extends MediaException {
        private static final long serialVersionUID = 1L;

        public TooLarge(String message) {
            super(message);
        }
    }

    /** This kind of file cannot be read here. */
    public static final class Unsupported extends MediaException {
        private static final long serialVersionUID = 1L;

        public Unsupported(String message) {
            super(message);
        }
    }

    /** The picture moves, and what was asked for would leave only its first frame. */
    public static final class Animated extends MediaException {
        private static final long serialVersionUID = 1L;

        /** @param frames how many frames the picture has, more than one */
        public Animated(int frames) {
            super("the picture is animated (" + frames
                    + " frames); send it as a video, or its first frame as a picture");
        }
    }

    /** No quality and size of the picture is within the bytes that were allowed. */
    public static final class DoesNotFit extends MediaException {
        private static final long serialVersionUID = 1L;

        public DoesNotFit(String message) {
            super(message);
        }
    }

    /** The disk, or a program that does the work, failed. The file itself may be good. */
    public static final class Failed extends MediaException {
        private static final long serialVersionUID = 1L;

        public Failed(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
