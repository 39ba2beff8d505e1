package dev.bluebell.server.index;

public record ListPage(
        java.util.Optional<dev.bluebell.blossom.BlobHash> cursor,
        int limit,
        java.util.Optional<java.time.Instant> since,
        java.util.Optional<java.time.Instant> until) {}
