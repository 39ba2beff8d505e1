package dev.bluebell.server.http;

import dev.bluebell.database.DatabaseException;
import dev.bluebell.media.MediaException;
import dev.bluebell.server.BodyException;
import dev.bluebell.server.store.StoreException;
import java.lang.System.Logger.Level;
import java.util.Locale;

/** Turns what went wrong into an answer, and tells the operator what he must act on. */
final class Failures {

    private static final System.Logger LOG = System.getLogger("bluebell.server");

    private Failures() {}

    /**
     * {@return the answer to a request that failed}
     *
     * @param doing what the server was doing, for its log
     */
    static Answer answer(Throwable failure, String doing) {
        return switch (failure) {
            case EarlyAnswer early -> early.answer();
            case BodyException.TooLarge tooLarge -> Answer.refusal(413, String.valueOf(tooLarge.getMessage()));
            case BodyException.TooSlow tooSlow -> Answer.refusal(408, String.valueOf(tooSlow.getMessage()));
            case BodyException.CutOff cutOff -> Answer.refusal(400, String.valueOf(cutOff.getMessage()));
            case MediaException media when isOutOfSpace(media) -> outOfSpace(media, doing);
            case MediaException.Corrupt corrupt -> Answer.refusal(422, String.valueOf(corrupt.getMessage()));
            case MediaException.TooLarge tooLarge -> Answer.refusal(413, String.valueOf(tooLarge.getMessage()));
            case MediaException.DoesNotFit tooLarge -> Answer.refusal(413, String.valueOf(tooLarge.getMessage()));
            case MediaException.Unsupported other -> Answer.refusal(415, String.valueOf(other.getMessage()));
            case MediaException.Animated other -> Answer.refusal(415, String.valueOf(other.getMessage()));
            case StoreException.Full full -> outOfSpace(full, doing);
            case DatabaseException.DiskFull full -> outOfSpace(full, doing);
            case Throwable bug -> {
                LOG.log(Level.ERROR, () -> "failed while " + doing, bug);
                yield Answer.refusal(500, "the server failed; its log says why");
            }
        };
    }

    /** A picture or video is written by others, whose words are all that tells a full disk from anything else. */
    private static boolean isOutOfSpace(MediaException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String words = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (words.contains("no space left") || words.contains("quota exceeded")) {
                return true;
            }
        }
        return false;
    }

    private static Answer outOfSpace(RuntimeException full, String doing) {
        LOG.log(Level.ERROR, () -> "out of disk space while " + doing + ": " + full.getMessage());
        return Answer.refusal(507, "the server has no disk space left; nothing was stored");
    }
}
