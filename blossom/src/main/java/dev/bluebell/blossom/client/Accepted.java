package dev.bluebell.blossom.client;

/**
 * The server agreed and has nothing to add.
 *
 * @param status 200 to 299
 */
public record Accepted(int status) {}
