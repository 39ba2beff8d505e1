package dev.bluebell.bluesky.log;

/**
 * What is spent of a limit.
 *
 * @param limit which one
 * @param used how many points, those of calls under way included
 */
public record PointUse(PointLimit limit, long used) {

    /** Of the whole, 1 being all of it. */
    public double share() {
        return (double) used / limit.points();
    }
}
