package dev.rowcast.mysql;

import dev.rowcast.change.Row;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows that follow each other in the order of the primary key, as they were read.
 *
 * @param bytes roughly what they hold in memory
 * @param end the place of the last one; null if no more follow
 */
record Page(List<Row> rows, long bytes, Duration took, @Nullable String end) {
    /** Bytes that are no characters of their set; a date that is none. */
    private static final Set<Integer> MALFORMED_CONSTANTS = Set.of(1300, 1525);

    private static final int BYTES_BESIDE_A_CELL = 16;

    /**
     * What is wanted.
     *
     * @param after where to begin; null for the table's beginning
     * @param last where to end; null for the table's end
     * @param bytes after which no further row is read
     */
    record Range(@Nullable KeyPlace after, @Nullable KeyPlace last, int rows, long bytes) {
        Range fromBeginning() {
            return new Range(null, last, rows, bytes);
        }
    }

    /** Reads on a connection, which is dropped if rows of the result are left. */
    static Page read(Connection connection, KeysetQuery query, Range range) throws SQLException {
        try {
            return select(connection, query, range);
        } catch (SQLException e) {
            if (range.after() != null && MALFORMED_CONSTANTS.contains(e.getErrorCode())) {
                return select(connection, query, range.fromBeginning());
            }
            throw e;
        }
    }

    private static Page select(Connection connection, KeysetQuery query, Range range) throws SQLException {
        long start = System.nanoTime();
        List<Row> rows = new ArrayList<>();
        long bytes = 0;
        String end = null;
        try (Statement statement =
                connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
            // The driver's sign for: one row after the other, nothing collected.
            statement.setFetchSize(Integer.MIN_VALUE);
            ResultSet result = statement.executeQuery(query.sql(range.after(), range.last(), range.rows()));
            while (end == null && result.next()) {
                byte[] @Nullable [] cells = query.cells(result);
                rows.add(query.row(cells));
                bytes += bytes(cells);
                if (rows.size() == range.rows() || bytes >= range.bytes()) {
                    end = query.place(cells);
                }
            }
            if (end != null && rows.size() < range.rows()) {
                connection.abort(Runnable::run);
            }
        }
        return new Page(rows, bytes, Duration.ofNanos(System.nanoTime() - start), end);
    }

    /** Roughly what they hold in memory. */
    static long bytes(byte[] @Nullable [] cells) {
        long bytes = 0;
        for (byte[] cell : cells) {
            bytes += BYTES_BESIDE_A_CELL + (cell == null ? 0 : cell.length);
        }
        return bytes;
    }
}
