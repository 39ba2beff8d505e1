package dev.bluebell.bluesky.cursor;

/**
 * How far a list was read.
 *
 * @param pages how many were asked for
 * @param items how many items were handed over
 * @param atEnd whether there was nothing left; else the next reading goes on from there
 */
public record Reading(int pages, long items, boolean atEnd) {}
