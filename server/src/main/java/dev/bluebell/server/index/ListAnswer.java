package dev.bluebell.server.index;

public sealed interface ListAnswer {
    record Page(java.util.List<StoredBlob> blobs) implements ListAnswer {}

    record UnknownCursor() implements ListAnswer {}
}
