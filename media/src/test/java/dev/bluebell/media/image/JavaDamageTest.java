package dev.bluebell.media.image;

class JavaDamageTest extends DamageContract {

    @Override
    ImageEngine engine() {
        return new JavaEngine();
    }
}
