package dev.bluebell.media;

import java.util.Optional;

/**
 * Streams without a header: MPEG layer III, ADTS and the MPEG transport stream. Their sync marks are short, so one more
 * frame has to follow where the first one ends; else one encrypted blob in two thousand would be music.
 */
final class RawStreams {

    private static final int PACKET_BYTES = 188;
    private static final int PACKETS_TO_CHECK = 5;
    private static final int[] KBITS_V1 = {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320};
    private static final int[] KBITS_V2 = {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};
    private static final int[] HERTZ_V1 = {44_100, 48_000, 32_000};

    private RawStreams() {}

    static Optional<String> typeOf(Head head) {
        if (twoFrames(head, layer3FrameBytes(head, 0), layer3FrameBytes(head, layer3FrameBytes(head, 0)))) {
            return Optional.of("audio/mpeg");
        }
        if (twoFrames(head, adtsFrameBytes(head, 0), adtsFrameBytes(head, adtsFrameBytes(head, 0)))) {
            return Optional.of("audio/aac");
        }
        return isTransportStream(head) ? Optional.of("video/mp2t") : Optional.empty();
    }

    /** Whether a frame is followed by another one, or by nothing. */
    private static boolean twoFrames(Head head, int first, int second) {
        return first > 0 && (second > 0 || (head.isWhole() && first == head.length()));
    }

    /** The size of the layer III frame at {@code offset}, or 0 if there is none (ISO/IEC 11172-3, 2.4.2.3). */
    private static int layer3FrameBytes(Head head, int offset) {
        int mark = head.at(offset + 1);
        int rates = head.at(offset + 2);
        int version = (mark >> 3) & 3; // 3 is MPEG 1, 2 is MPEG 2, 0 is MPEG 2.5
        int bitrate = rates >> 4;
        int sampling = (rates >> 2) & 3;
        boolean layer3 = head.at(offset) == 0xFF && (mark & 0xE0) == 0xE0 && ((mark >> 1) & 3) == 1;
        if (rates < 0 || !layer3 || version == 1 || bitrate == 0 || bitrate == 15 || sampling == 3) {
            return 0;
        }
        int hertz = HERTZ_V1[sampling] >> (version == 3 ? 0 : version == 2 ? 1 : 2);
        int padding = (rates >> 1) & 1;
        return version == 3
                ? 144_000 * KBITS_V1[bitrate] / hertz + padding
                : 72_000 * KBITS_V2[bitrate] / hertz + padding;
    }

    /** The size of the ADTS frame at {@code offset}, or 0 if there is none (ISO/IEC 13818-7, 6.2). */
    private static int adtsFrameBytes(Head head, int offset) {
        if (head.at(offset) != 0xFF || (head.at(offset + 1) & 0xF6) != 0xF0 || head.at(offset + 5) < 0) {
            return 0;
        }
        return ((head.at(offset + 3) & 3) << 11) | (head.at(offset + 4) << 3) | (head.at(offset + 5) >> 5);
    }

    private static boolean isTransportStream(Head head) {
        for (int i = 0; i < PACKETS_TO_CHECK; i++) {
            int mark = head.at(i * PACKET_BYTES);
            if (mark != 'G' && !(i > 0 && mark < 0)) {
                return false;
            }
        }
        return head.length() >= PACKET_BYTES;
    }
}
