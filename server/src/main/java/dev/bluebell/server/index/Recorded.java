package dev.bluebell.server.index;

public record Recorded(boolean newBlob, StoredBlob blob) {}
