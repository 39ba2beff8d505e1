package dev.bluebell.media.image;

class JavaMetadataTest extends MetadataContract {

    @Override
    ImageEngine engine() {
        return new JavaEngine();
    }
}
