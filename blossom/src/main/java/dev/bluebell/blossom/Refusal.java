package dev.bluebell.blossom;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A server's no, told apart by its status code alone: the words in {@code X-Reason} are for people (BUD-02).
 *
 * <p>{@code reason} is one line of at most 300 characters without control characters, or empty if the server gave none.
 */
public sealed interface Refusal {

    /** The HTTP status code. */
    int status();

    /** What the server says about it, for people; may be empty. */
    String reason();

    /** 400: the request or the token in it makes no sense to the server. */
    record BadRequest(String reason) implements Refusal {
        @Override
        public int status() {
            return 400;
        }
    }

    /** 401: a token is missing, or this one is not good enough. */
    record Unauthorized(String reason) implements Refusal {
        @Override
        public int status() {
            return 401;
        }
    }

    /**
     * 402: the server wants to be paid first (BUD-07).
     *
     * @param reason as in every refusal
     * @param requests each a way to pay, as the server named them
     */
    record PaymentRequired(String reason, List<PaymentRequest> requests) implements Refusal {

        /** Copies the list. */
        public PaymentRequired {
            requests = List.copyOf(requests);
        }

        @Override
        public int status() {
            return 402;
        }
    }

    /** 400 to a request with a proof that it was paid for: the proof is wrong, too little, too late or used up. */
    record ProofRefused(String reason) implements Refusal {
        @Override
        public int status() {
            return 400;
        }
    }

    /** 403: this key may not do that. */
    record Forbidden(String reason) implements Refusal {
        @Override
        public int status() {
            return 403;
        }
    }

    /** 404: there is no such blob, or no such endpoint. */
    record NotFound(String reason) implements Refusal {
        @Override
        public int status() {
            return 404;
        }
    }

    /** 409: the bytes have not the hash that was announced. */
    record Conflict(String reason) implements Refusal {
        @Override
        public int status() {
            return 409;
        }
    }

    /** 411: the server wants to know the length beforehand. */
    record LengthRequired(String reason) implements Refusal {
        @Override
        public int status() {
            return 411;
        }
    }

    /** 413: the blob is larger than the server takes. */
    record TooLarge(String reason) implements Refusal {
        @Override
        public int status() {
            return 413;
        }
    }

    /** 415: the server does not take this type. */
    record UnsupportedType(String reason) implements Refusal {
        @Override
        public int status() {
            return 415;
        }
    }

    /** 416: the blob has no such range. */
    record RangeNotSatisfiable(String reason) implements Refusal {
        @Override
        public int status() {
            return 416;
        }
    }

    /** 422: the media could not be processed. */
    record Unprocessable(String reason) implements Refusal {
        @Override
        public int status() {
            return 422;
        }
    }

    /**
     * 429: too many requests.
     *
     * @param reason as in every refusal
     * @param retryAfter how long the server asks to wait, if it says so
     */
    record TooManyRequests(String reason, Optional<Duration> retryAfter) implements Refusal {
        @Override
        public int status() {
            return 429;
        }
    }

    /**
     * 5xx: the server could not. For a mirror, 502 means that it could not use the origin.
     *
     * @param status 500 to 599
     * @param reason as in every refusal
     * @param retryAfter how long the server asks to wait, if it says so
     */
    record ServerError(int status, String reason, Optional<Duration> retryAfter) implements Refusal {}

    /**
     * A status that Blossom does not define.
     *
     * @param status anything but the ones above and success
     * @param reason as in every refusal
     */
    record Other(int status, String reason) implements Refusal {}
}
