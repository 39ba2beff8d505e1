package dev.bluebell.server.index;

public record StoredBlob(dev.bluebell.blossom.BlobHash hash, long sizeBytes, String type, java.time.Instant uploaded) {}
