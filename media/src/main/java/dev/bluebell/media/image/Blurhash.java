package dev.bluebell.media.image;

/**
 * A picture as some 30 characters that show its colours blurred while it loads (blurha.sh): the first waves of its cosine
 * transform, in linear light, written in base 83.
 */
final class Blurhash {

    /** No side of the picture that is looked at is longer: more would change nothing that can be seen. */
    static final int SIDE = 32;

    private static final int WAVES_LONG = 4;
    private static final int WAVES_SHORT = 3;
    private static final String DIGITS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";

    private final int width;
    private final int height;
    private final double[][] linear;

    private Blurhash(Picture picture) {
        width = picture.width();
        height = picture.height();
        linear = new double[3][width * height];
        int[] argb = picture.argb();
        for (int i = 0; i < argb.length; i++) {
            double opacity = (argb[i] >>> 24) / 255.0;
            for (int channel = 0; channel < 3; channel++) {
                int value = argb[i] >> (16 - 8 * channel) & 0xFF;
                linear[channel][i] = linear(value) * opacity + 1 - opacity; // as seen on white
            }
        }
    }

    static String of(Picture picture) {
        boolean wide = picture.width() >= picture.height();
        return new Blurhash(picture).encode(wide ? WAVES_LONG : WAVES_SHORT, wide ? WAVES_SHORT : WAVES_LONG);
    }

    private String encode(int wavesX, int wavesY) {
        double[][] waves = new double[wavesX * wavesY][];
        double loudest = 0;
        for (int i = 0; i < waves.length; i++) {
            waves[i] = wave(i % wavesX, i / wavesX);
            for (int channel = 0; i > 0 && channel < 3; channel++) {
                loudest = Math.max(loudest, Math.abs(waves[i][channel]));
            }
        }
        int scale = Math.clamp((int) Math.floor(loudest * 166 - 0.5), 0, 82);
        StringBuilder hash = new StringBuilder();
        append(hash, wavesX - 1 + (wavesY - 1) * 9, 1);
        append(hash, scale, 1);
        append(hash, srgb(waves[0][0]) << 16 | srgb(waves[0][1]) << 8 | srgb(waves[0][2]), 4);
        for (int i = 1; i < waves.length; i++) {
            append(hash, quantised(waves[i], (scale + 1) / 166.0), 2);
        }
        return hash.toString();
    }

    private double[] wave(int waveX, int waveY) {
        double[] sum = new double[3];
        for (int y = 0; y < height; y++) {
            double down = Math.cos(Math.PI * waveY * y / height);
            for (int x = 0; x < width; x++) {
                double amount = Math.cos(Math.PI * waveX * x / width) * down;
                for (int channel = 0; channel < 3; channel++) {
                    sum[channel] += amount * linear[channel][y * width + x];
                }
            }
        }
        double scale = (waveX == 0 && waveY == 0 ? 1.0 : 2.0) / (width * height);
        for (int channel = 0; channel < 3; channel++) {
            sum[channel] *= scale;
        }
        return sum;
    }

    private static int quantised(double[] wave, double loudest) {
        int digits = 0;
        for (double value : wave) {
            double ratio = value / loudest;
            double root = Math.copySign(Math.sqrt(Math.abs(ratio)), ratio);
            digits = digits * 19 + Math.clamp((int) Math.floor(root * 9 + 9.5), 0, 18);
        }
        return digits;
    }

    private static void append(StringBuilder hash, int value, int digits) {
        int place = 1;
        for (int i = 1; i < digits; i++) {
            place *= 83;
        }
        for (; place > 0; place /= 83) {
            hash.append(DIGITS.charAt(value / place % 83));
        }
    }

    private static double linear(int value) {
        double share = value / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    private static int srgb(double value) {
        double share = Math.clamp(value, 0.0, 1.0);
        double curved = share <= 0.0031308 ? share * 12.92 : 1.055 * Math.pow(share, 1 / 2.4) - 0.055;
        return (int) (curved * 255 + 0.5);
    }
}
