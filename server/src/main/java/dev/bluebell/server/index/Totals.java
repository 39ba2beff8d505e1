package dev.bluebell.server.index;

public record Totals(long blobs, long sizeBytes) {}
