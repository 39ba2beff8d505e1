package dev.bluebell.blossom;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * That something was paid. Who has it has the money: it goes to the server that is to be paid and to nobody else, and
 * {@link #toString} does not show it.
 *
 * @param method {@value #LIGHTNING} or {@value #CASHU}
 * @param secret the preimage as 64 lower-case hex digits, or a Cashu token
 */
public record PaymentProof(String method, String secret) {

    static final String LIGHTNING = "lightning";
    static final String CASHU = "cashu";

    private static final Pattern PREIMAGE = Pattern.compile("[0-9a-f]{64}");

    /** What fits into the headers of a request that servers take. */
    private static final Pattern TOKEN = Pattern.compile("cashu[AB][A-Za-z0-9_=+/-]{1,16000}");

    /**
     * Checks the spelling.
     *
     * @throws IllegalArgumentException if it is no proof of that method
     */
    public PaymentProof {
        Pattern spelling = switch (method) {
            case LIGHTNING -> PREIMAGE;
            case CASHU -> TOKEN;
            default -> throw new IllegalArgumentException("nobody knows what proves a payment by " + method);
        };
        if (!spelling.matcher(secret).matches()) {
            throw new IllegalArgumentException(
                    method.equals(CASHU)
                            ? "a Cashu token begins with cashuA or cashuB and is base64"
                            : "a preimage is 64 hex digits");
        }
    }

    /**
     * The preimage of a Lightning payment.
     *
     * @param preimage 64 hex digits
     * @throws IllegalArgumentException if it is not
     */
    public static PaymentProof lightning(String preimage) {
        return new PaymentProof(LIGHTNING, preimage.toLowerCase(Locale.ROOT));
    }

    /**
     * Cashu of the amount, unit and mint that were asked for.
     *
     * @param token {@code cashuB…}
     * @throws IllegalArgumentException if it is not, or has more than 16,000 characters
     */
    public static PaymentProof cashu(String token) {
        return new PaymentProof(CASHU, token);
    }

    @Override
    public String toString() {
        return "PaymentProof[" + method + "]";
    }
}
