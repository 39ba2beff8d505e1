package dev.bluebell.bluesky.cursor;

class MemoryCursorStoreTest extends CursorStoreContract {

    private final CursorStore store = new MemoryCursorStore();

    @Override
    protected CursorStore store() {
        return store;
    }
}
