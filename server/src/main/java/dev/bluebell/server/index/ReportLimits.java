package dev.bluebell.server.index;

/**
 * How many reports are kept.
 *
 * @param ofOneADay how many that came within 24 hours, of one reporter
 * @param inAll how many together
 */
public record ReportLimits(int ofOneADay, int inAll) {}
