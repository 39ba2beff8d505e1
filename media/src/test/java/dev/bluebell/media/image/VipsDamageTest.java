package dev.bluebell.media.image;

class VipsDamageTest extends DamageContract {

    @Override
    ImageEngine engine() {
        return VipsEngine.ifInstalled().orElseThrow(() -> new AssertionError("install the package libvips42"));
    }
}
