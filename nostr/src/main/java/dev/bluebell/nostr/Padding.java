package dev.bluebell.nostr;

import dev.bluebell.nostr.NostrException.Undecipherable;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** What hides the length of a text in NIP-44: its length in two bytes, the text, and zeros up to one of few lengths. */
final class Padding {

    private static final int LENGTH_BYTES = 2;
    private static final int SMALLEST_STEP = 32;
    private static final int STEPS_PER_POWER = 8;

    private Padding() {}

    static byte[] pad(byte[] text) {
        if (text.length == 0 || text.length > Conversation.MAX_TEXT_BYTES) {
            throw new IllegalArgumentException(
                    "a text must be 1 to %d bytes, has %d".formatted(Conversation.MAX_TEXT_BYTES, text.length));
        }
        return ByteBuffer.allocate(LENGTH_BYTES + paddedLength(text.length))
                .putShort((short) text.length)
                .put(text)
                .array();
    }

    static byte[] unpad(byte[] padded) {
        int length = Short.toUnsignedInt(ByteBuffer.wrap(padded).getShort());
        if (length == 0 || padded.length != LENGTH_BYTES + paddedLength(length)) {
            throw new Undecipherable("the padding of the message does not fit");
        }
        return Arrays.copyOfRange(padded, LENGTH_BYTES, LENGTH_BYTES + length);
    }

    /**
     * The length rounded up to the next step: an eighth of the power of two above it, or 32.
     *
     * @param length 1 or more
     */
    static int paddedLength(int length) {
        int last = length - 1;
        int step = Math.max(SMALLEST_STEP, Integer.highestOneBit(last) * 2 / STEPS_PER_POWER);
        return step * (last / step + 1);
    }
}
