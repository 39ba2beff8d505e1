package dev.bluebell.media.image;

import java.util.List;

/**
 * What the structure of a file tells of its picture, and which of its bytes are left when metadata is taken out.
 *
 * @param info what everyone may know
 * @param clean the file without metadata, in order; of the metadata only the orientation stays, if it turns the picture.
 *     Empty for formats that are only read.
 * @param colours how its colours are stored, as far as decoding must know
 */
record Layout(ImageInfo info, List<Piece> clean, Colours colours) {

    /** The size of the file without metadata. */
    long cleanBytes() {
        return Piece.bytes(clean);
    }

    /** Ways to store colours that need care. */
    enum Colours {
        /** Red, green and blue, or grey. */
        USUAL,
        /** Four inks: few programs show them right. */
        INKS
    }
}
