package dev.rowcast.relay;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.TableId;
import java.util.Comparator;
import java.util.List;

/** How large the rows of a table can be by its definition, which is far above what most rows are. */
public record LargestRow(TableId table, List<Column> columns) {
    /** Schema, table, version, times and place of an event, and its topic without the key. */
    private static final long EVENT_BYTES = 2_000;

    /**
     * A column.
     *
     * @param key whether it is part of the primary key
     * @param bytes of its largest value in JSON
     */
    public record Column(String name, boolean key, long bytes) {
        public Column {
            requireNonNull(name, "name is null");
        }

        /** With its name, quotes, colon and comma. */
        private long memberBytes() {
            return bytes + name.length() * 4L + 4;
        }
    }

    public LargestRow {
        requireNonNull(table, "table is null");
        columns = List.copyOf(columns);
    }

    /** Of the largest event: the row before and after, and the key in the payload and in the topic. In bytes, a bound. */
    public long eventBytes() {
        long bytes = EVENT_BYTES;
        for (Column column : columns) {
            bytes += column.memberBytes() * (column.key() ? 4 : 2);
        }
        return bytes;
    }

    /** The widest columns first, not more than so many. */
    public List<Column> widest(int most) {
        return columns.stream()
                .sorted(Comparator.comparingLong(Column::bytes).reversed())
                .limit(most)
                .toList();
    }
}
