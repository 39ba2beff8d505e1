package dev.bluebell.blossom;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An invoice to be bent: its checksum is made anew, its signature is somebody's but of something else.
 *
 * @param data time, fields and signature in bech32, without the checksum
 */
record InvoiceText(String prefix, String data) {

    private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int TIME = 7;
    private static final int SIGNATURE = 104;

    static InvoiceText of(String invoice) {
        int separator = invoice.lastIndexOf('1');
        return new InvoiceText(invoice.substring(0, separator), invoice.substring(separator + 1, invoice.length() - 6));
    }

    InvoiceText withPrefix(String other) {
        return new InvoiceText(other, data);
    }

    InvoiceText withFields(String fields) {
        return new InvoiceText(prefix, data.substring(0, TIME) + fields + data.substring(data.length() - SIGNATURE));
    }

    /** With a few characters of the fields changed, so that it is well spelt nonsense. */
    InvoiceText damaged(SplittableRandom random) {
        StringBuilder nonsense = new StringBuilder(data);
        for (int i = random.nextInt(5); i >= 0; i--) {
            nonsense.setCharAt(random.nextInt(data.length()), ALPHABET.charAt(random.nextInt(32)));
        }
        return new InvoiceText(prefix, nonsense.toString());
    }

    /** A field that describes the invoice. */
    static String description(String words) {
        StringBuilder bits = new StringBuilder();
        for (byte one : words.getBytes(StandardCharsets.UTF_8)) {
            bits.append(String.format("%8s", Integer.toBinaryString(one & 0xff)).replace(' ', '0'));
        }
        bits.repeat('0', (5 - bits.length() % 5) % 5);
        int length = bits.length() / 5;
        StringBuilder field =
                new StringBuilder("d").append(ALPHABET.charAt(length / 32)).append(ALPHABET.charAt(length % 32));
        for (int i = 0; i < length; i++) {
            field.append(ALPHABET.charAt(Integer.parseInt(bits.substring(5 * i, 5 * i + 5), 2)));
        }
        return field.toString();
    }

    @Override
    public String toString() {
        IntStream digits = Stream.of(
                        prefix.chars().map(c -> c >> 5),
                        IntStream.of(0),
                        prefix.chars().map(c -> c & 31),
                        (data + "qqqqqq").chars().map(ALPHABET::indexOf))
                .flatMapToInt(part -> part);
        int polymod = digits.reduce(1, InvoiceText::step);
        StringBuilder text = new StringBuilder(prefix).append('1').append(data);
        for (int i = 5; i >= 0; i--) {
            text.append(ALPHABET.charAt(((polymod ^ 1) >> (5 * i)) & 31));
        }
        return text.toString();
    }

    private static int step(int polymod, int digit) {
        int[] generator = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
        int next = ((polymod & 0x1ffffff) << 5) ^ digit;
        for (int i = 0; i < 5; i++) {
            next ^= ((polymod >> (25 + i)) & 1) == 1 ? generator[i] : 0;
        }
        return next;
    }
}
