package dev.bluebell.blossom;

import dev.bluebell.nostr.Bech32Words;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one BOLT-11 invoice: a prefix with network and amount, a time, fields of any number and kind, a signature. */
final class InvoiceReader {

    private static final Pattern PREFIX = Pattern.compile("ln(bcrt|bc|tbs|tb)(?:([1-9][0-9]{0,19})([munp])?)?");
    private static final int MAX_CHARACTERS = 8_192;
    private static final int MSAT_DIGITS = 11;
    private static final BigDecimal ALL_BITCOIN_IN_MSAT =
            BigDecimal.valueOf(21_000_000).scaleByPowerOfTen(MSAT_DIGITS);

    private static final int TIMESTAMP_WORDS = 7;
    private static final int SIGNATURE_WORDS = 104;
    private static final int HASH_WORDS = 52;
    private static final int FIELD_HEAD_WORDS = 3;
    /** 50 bits of seconds, and one never gets to the end of what an {@link Instant} can say. */
    private static final int MAX_EXPIRY_WORDS = 10;

    private static final int PAYMENT_HASH = 1;
    private static final int EXPIRY = 6;
    private static final int DESCRIPTION = 13;

    /** Of the curve secp256k1. */
    private static final BigInteger FIELD =
            new BigInteger("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f", 16);

    private static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

    private final String text;
    private final Bech32Words spelt;
    private Optional<String> paymentHash = Optional.empty();
    private Optional<Duration> expiry = Optional.empty();
    private Optional<String> description = Optional.empty();

    InvoiceReader(String text) {
        this.text = text;
        this.spelt = spelt(text);
    }

    private static Bech32Words spelt(String text) {
        try {
            return Bech32Words.parse(text, MAX_CHARACTERS);
        } catch (IllegalArgumentException e) {
            throw flaw("the invoice cannot be read: " + e.getMessage());
        }
    }

    LightningInvoice read() {
        Matcher prefix = PREFIX.matcher(spelt.prefix());
        if (!prefix.matches()) {
            throw flaw("the invoice is of no known network, or for no amount");
        }
        if (spelt.length() < TIMESTAMP_WORDS + SIGNATURE_WORDS) {
            throw flaw("the invoice is too short for a signature");
        }
        checkSignature(spelt.bytes(spelt.length() - SIGNATURE_WORDS, SIGNATURE_WORDS));
        readFields(spelt.length() - SIGNATURE_WORDS);
        return new LightningInvoice(
                text,
                network(prefix.group(1)),
                amount(Optional.ofNullable(prefix.group(2)), Optional.ofNullable(prefix.group(3))),
                Instant.ofEpochSecond(spelt.number(0, TIMESTAMP_WORDS)),
                expiry.orElse(Duration.ofHours(1)),
                paymentHash.orElseThrow(() -> flaw("the invoice has no payment hash")),
                description.orElse(""));
    }

    private static LightningInvoice.Network network(String prefix) {
        return switch (prefix) {
            case "bc" -> LightningInvoice.Network.BITCOIN;
            case "tb" -> LightningInvoice.Network.TESTNET;
            case "tbs" -> LightningInvoice.Network.SIGNET;
            default -> LightningInvoice.Network.REGTEST;
        };
    }

    private static OptionalLong amount(Optional<String> digits, Optional<String> multiplier) {
        if (digits.isEmpty()) {
            return OptionalLong.empty();
        }
        int power = 3 * (1 + "munp".indexOf(multiplier.orElse("?")));
        BigDecimal msat = new BigDecimal(digits.get()).scaleByPowerOfTen(MSAT_DIGITS - power);
        if (msat.compareTo(ALL_BITCOIN_IN_MSAT) > 0) {
            throw flaw("the invoice asks for more than all money there is");
        }
        try {
            return OptionalLong.of(msat.longValueExact());
        } catch (ArithmeticException e) {
            throw flaw("the invoice asks for a part of a thousandth of a satoshi");
        }
    }

    /** Of what comes twice, the first counts; a hash of another length is one of a kind to come. */
    private void readFields(int end) {
        int at = TIMESTAMP_WORDS;
        while (at < end) {
            if (end - at < FIELD_HEAD_WORDS) {
                throw flaw("a field of the invoice breaks off");
            }
            int length = (int) spelt.number(at + 1, 2);
            int from = at + FIELD_HEAD_WORDS;
            if (length > end - from) {
                throw flaw("a field of the invoice is longer than the invoice");
            }
            readField((int) spelt.number(at, 1), from, length);
            at = from + length;
        }
    }

    private void readField(int type, int from, int length) {
        if (type == PAYMENT_HASH && length == HASH_WORDS && paymentHash.isEmpty()) {
            paymentHash = Optional.of(HexFormat.of().formatHex(spelt.bytes(from, length)));
        } else if (type == DESCRIPTION && description.isEmpty()) {
            description = Optional.of(PlainLine.of(new String(spelt.bytes(from, length), StandardCharsets.UTF_8)));
        } else if (type == EXPIRY && expiry.isEmpty()) {
            if (length > MAX_EXPIRY_WORDS) {
                throw flaw("the invoice never expires");
            }
            expiry = Optional.of(Duration.ofSeconds(spelt.number(from, length)));
        }
    }

    /** Whether there is a key that can have signed something so. Whose it is nobody here knows. */
    private static void checkSignature(byte[] signature) {
        BigInteger r = new BigInteger(1, Arrays.copyOfRange(signature, 0, 32));
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
        int recovery = signature[64];
        BigInteger x = recovery < 2 ? r : r.add(ORDER);
        boolean scalars = r.signum() > 0 && s.signum() > 0 && r.compareTo(ORDER) < 0 && s.compareTo(ORDER) < 0;
        if (!scalars || recovery < 0 || recovery > 3 || x.compareTo(FIELD) >= 0 || !isOnCurve(x)) {
            throw flaw("the signature of the invoice cannot be anybody's");
        }
    }

    /** Whether x³ + 7 is a square. */
    private static boolean isOnCurve(BigInteger x) {
        BigInteger square = x.modPow(BigInteger.valueOf(3), FIELD).add(BigInteger.valueOf(7));
        return square.modPow(FIELD.shiftRight(1), FIELD).equals(BigInteger.ONE);
    }

    private static BlossomException.Malformed flaw(String words) {
        return new BlossomException.Malformed(words);
    }
}
