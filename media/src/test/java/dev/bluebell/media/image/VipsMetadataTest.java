package dev.bluebell.media.image;

class VipsMetadataTest extends MetadataContract {

    @Override
    ImageEngine engine() {
        return VipsEngine.ifInstalled().orElseThrow(() -> new AssertionError("install the package libvips42"));
    }
}
