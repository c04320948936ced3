package dev.rowcast.change;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a change comes from.
 *
 * @param server the server's own identity (MySQL: {@code server_uuid})
 * @param gtid the transaction's global identifier; null where the server writes none
 * @param file the binlog file in which the transaction begins
 * @param offset the byte in that file at which the transaction begins
 * @param row the ordinal of the change in its transaction, from 1
 * @param committedAt the commit's time as the server wrote it (MySQL: microseconds, MariaDB: seconds)
 */
public record Source(String server, @Nullable String gtid, String file, long offset, long row, Instant committedAt) {
    public Source {
        requireNonNull(server, "server is null");
        requireNonNull(file, "file is null");
        requireNonNull(committedAt, "committedAt is null");
    }
}
