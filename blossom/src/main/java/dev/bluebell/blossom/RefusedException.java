package dev.bluebell.blossom;

import java.net.URI;

/** A {@link Refusal} for callers who do not want to look at it: one child for each kind of refusal. */
public abstract sealed class RefusedException extends BlossomException {

    private final URI url;
    private final Refusal refusal;

    private RefusedException(URI url, Refusal refusal) {
        super(message(url, refusal), null);
        this.url = url;
        this.refusal = refusal;
    }

    /** The exception for this refusal of a request to {@code url}. */
    public static RefusedException of(URI url, Refusal refusal) {
        return switch (refusal) {
            case Refusal.BadRequest r -> new BadRequest(url, r);
            case Refusal.Unauthorized r -> new Unauthorized(url, r);
            case Refusal.PaymentRequired r -> new PaymentRequired(url, r);
            case Refusal.ProofRefused r -> new ProofRefused(url, r);
            case Refusal.Forbidden r -> new Forbidden(url, r);
            case Refusal.NotFound r -> new NotFound(url, r);
            case Refusal.Conflict r -> new Conflict(url, r);
            case Refusal.LengthRequired r -> new LengthRequired(url, r);
            case Refusal.TooLarge r -> new TooLarge(url, r);
            case Refusal.UnsupportedType r -> new UnsupportedType(url, r);
            case Refusal.RangeNotSatisfiable r -> new RangeNotSatisfiable(url, r);
            case Refusal.Unprocessable r -> new Unprocessable(url, r);
            case Refusal.TooManyRequests r -> new TooManyRequests(url, r);
            case Refusal.ServerError r -> new ServerError(url, r);
            case Refusal.Other r -> new Other(url, r);
        };
    }

    /** What was asked for. */
    public URI url() {
        return url;
    }

    /** What the server said. */
    public Refusal refusal() {
        return refusal;
    }

    private static String message(URI url, Refusal refusal) {
        String words = refusal.reason().isEmpty() ? "" : ": " + refusal.reason();
        return "%s refused with status %d%s".formatted(url, refusal.status(), words);
    }

    /** See {@link Refusal.BadRequest}. */
    public static final class BadRequest extends RefusedException {
        private BadRequest(URI url, Refusal.BadRequest refusal) {
            super(url, refusal);
        }
    }

    /** See {@link Refusal.Unauthorized}. */
    public static final class Unauthorized extends RefusedException {
        private Unauthorized(URI url, Refusal.Unauthorized refusal) {
            super(url, refusal);
        }
    }

    /** See {@link Refusal.PaymentRequired}. */
    public static final class PaymentRequired extends RefusedException {
        private PaymentRequired(URI url, Refusal.PaymentRequired refusal) {
            super(url, refusal);
        }
    }

    /** See {@link Refusal.ProofRefused}. */
    public static final class ProofRefused extends RefusedException {
        private ProofRefused(URI url, Refusal.ProofRefused refusal) {
            super(url, refusal);
        }
    }

    /** See {@link Refusal.Forbidden}. */
    public static final class Forbidden extends RefusedException {
        private Forbidden(URI url, Refusal.Forbidden refusal) {
            super(url, refusal);
        }
    }

    /** See {@link Refusal.NotFound}. */
    public static final class NotFound extends RefusedException {
        private NotFound(URI url, Refusal.NotFound refusal) {
            super(url, refusal);
        }
    }

    /** See {@link Refusal.Conflict}. */
    public static final class Conflict extends RefusedException {
        private Conflict(URI url, Refusal.Conflict refusal) {
            super(url, refusal);
        }
    }

    /** See {@link Refusal.LengthRequired}. */
    public static final class LengthRequired extends RefusedException {
        private LengthRequired(URI url, Refusal.LengthRequired refusal) {
            super(url, refusal);
        }
    }

    /** See {@link Refusal.TooLarge}. */
    public static final class TooLarge extends RefusedException {
        private TooLarge(URI url, Refusal.TooLarge refusal) {
            super(url, refusal);
        }
    }

    /** See {@link Refusal.UnsupportedType}. */
    public static final class UnsupportedType extends RefusedException {
        private UnsupportedType(URI url, Refusal.UnsupportedType refusal) {
            super(url, refusal);
        }
    }

    /** See {@link Refusal.RangeNotSatisfiable}. */
    public static final class RangeNotSatisfiable extends RefusedException {
        private RangeNotSatisfiable(URI url, Refusal.RangeNotSatisfiable refusal) {
            super(url, refusal);
        }
    }

    /** See {@link Refusal.Unprocessable}. */
    public static final class Unprocessable extends RefusedException {
        private Unprocessable(URI url, Refusal.Unprocessable refusal) {
            super(url, refusal);
        }
    }

    /** See {@link Refusal.TooManyRequests}. */
    public static final class TooManyRequests extends RefusedException {
        private TooManyRequests(URI url, Refusal.TooManyRequests refusal) {
            super(url, refusal);
        }
    }

    /** See {@link Refusal.ServerError}. */
    public static final class ServerError extends RefusedException {
        private ServerError(URI url, Refusal.ServerError refusal) {
            super(url, refusal);
        }
    }

    /** See {@link Refusal.Other}. */
    public static final class Other extends RefusedException {
        private Other(URI url, Refusal.Other refusal) {
            super(url, refusal);
        }
    }
}
