package dev.bluebell.blossom.servers;

/**
 * A place where a blob could not be had.
 *
 * @param place the address of a server, or whose list of servers
 * @param source why it was tried
 * @param reason a {@link dev.bluebell.blossom.BlossomException}: among them
 *     {@link dev.bluebell.blossom.BlossomException.WrongBlob} if other bytes came; or a
 *     {@link dev.bluebell.nostr.NostrException}
 */
public record Miss(String place, Source source, RuntimeException reason) {}
