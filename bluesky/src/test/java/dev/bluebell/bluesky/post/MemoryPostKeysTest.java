package dev.bluebell.bluesky.post;

class MemoryPostKeysTest extends PostKeysContract {

    private final PostKeys keys = new MemoryPostKeys();

    @Override
    protected PostKeys keys() {
        return keys;
    }

    @Override
    protected long call() {
        return 1;
    }
}
