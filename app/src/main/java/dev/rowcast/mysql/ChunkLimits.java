package dev.rowcast.mysql;

import java.time.Duration;

/**
 * How much is read at once.
 *
 * @param rows of a chunk, at most
 * @param bytes of a chunk's or page's values, exceeded by the last row at most
 * @param keys of a page
 * @param readTime that the rows of a chunk shall take
 * @param countTime after which the server ends counting
 */
record ChunkLimits(int rows, long bytes, int keys, Duration readTime, Duration countTime) {
    static final ChunkLimits DEFAULT =
            new ChunkLimits(2_000, 8L << 20, 50_000, Duration.ofMillis(50), Duration.ofSeconds(20));

    /** The same with other numbers of rows and keys. */
    ChunkLimits withRows(int most) {
        return new ChunkLimits(most, bytes, most, readTime, countTime);
    }
}
