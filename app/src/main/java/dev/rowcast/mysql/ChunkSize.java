package dev.rowcast.mysql;

import java.time.Duration;

/**
 * How many rows the next chunk of a table has: as many as can be read in the time that is wanted, within bounds on rows and
 * bytes, and at most twice as many as the one before.
 */
record ChunkSize(int rows) {
    private static final int FIRST_ROWS = 1_000;
    private static final int FASTEST_GROWTH = 2;

    /** @param averageRowBytes as the server guesses; 0 if it does not */
    static ChunkSize first(ChunkLimits limits, long averageRowBytes) {
        long fitting = limits.bytes() / Math.max(1, averageRowBytes);
        return bounded(limits, Math.min(FIRST_ROWS, fitting));
    }

    /** The size after a chunk that had so many rows and bytes, and took so long to read. */
    ChunkSize next(ChunkLimits limits, int rowsRead, long bytes, Duration took) {
        if (rowsRead == 0) {
            return this;
        }
        double inTime = (double) rowsRead * limits.readTime().toNanos() / Math.max(1, took.toNanos());
        double inBytes = (double) rowsRead * limits.bytes() / Math.max(1, bytes);
        double most = (double) FASTEST_GROWTH * rows;
        return bounded(limits, (long) Math.min(most, Math.min(inTime, inBytes)));
    }

    private static ChunkSize bounded(ChunkLimits limits, long rows) {
        return new ChunkSize((int) Math.max(1, Math.min(limits.rows(), rows)));
    }
}
