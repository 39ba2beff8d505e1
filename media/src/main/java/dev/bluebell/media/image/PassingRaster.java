package dev.bluebell.media.image;

import java.awt.Point;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import javax.imageio.ImageTypeSpecifier;

/**
 * The pixels of an image that is never there as a whole: a reader that means to fill it row by row hands each of them over.
 * That saves the memory for the largest thing of all, the decoded picture.
 */
final class PassingRaster extends WritableRaster {

    private final Rows rows;
    private final byte[] samples;
    private final byte[] row;
    private int taken;

    private PassingRaster(SampleModel model, Rows rows) {
        super(model, new DataBufferByte(1), new Point());
        this.rows = rows;
        this.samples = new byte[getWidth() * getNumBands()];
        this.row = new byte[3 * getWidth()];
    }

    /** An image for a reader to fill, whose rows go to {@code rows}. */
    static BufferedImage image(ImageTypeSpecifier type, int width, int height, Rows rows) {
        return new BufferedImage(
                type.getColorModel(), new PassingRaster(type.getSampleModel(width, height), rows), false, null);
    }

    /** All that the JDK's reader of JPEG ever does with its image. */
    @Override
    public void setRect(int x, int y, Raster source) {
        if (x != 0 || y != taken || source.getHeight() != 1 || source.getWidth() != getWidth()) {
            throw new IllegalStateException("row " + y + " after " + taken);
        }
        taken++;
        source.getDataElements(0, 0, getWidth(), 1, samples);
        if (getNumBands() == 3) {
            rows.accept(samples);
            return;
        }
        for (int i = 0; i < samples.length; i++) {
            row[3 * i] = samples[i];
            row[3 * i + 1] = samples[i];
            row[3 * i + 2] = samples[i];
        }
        rows.accept(row);
    }
}
