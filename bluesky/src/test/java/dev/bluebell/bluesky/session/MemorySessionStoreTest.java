package dev.bluebell.bluesky.session;

class MemorySessionStoreTest extends SessionStoreContract {

    private final SessionStore store = new MemorySessionStore();

    @Override
    protected SessionStore store() {
        return store;
    }
}
