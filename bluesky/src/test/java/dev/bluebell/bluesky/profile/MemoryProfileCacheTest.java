package dev.bluebell.bluesky.profile;

class MemoryProfileCacheTest extends ProfileCacheContract {

    private final ProfileCache cache = new MemoryProfileCache();

    @Override
    protected ProfileCache cache() {
        return cache;
    }
}
