package dev.rowcast.relay;

import dev.rowcast.change.Row;
import dev.rowcast.change.TableId;
import dev.rowcast.change.Value;
import java.util.List;

/** The rows of the simulated tables: a primary key, and the number of the change that wrote the row. Made once. */
final class SimulatedRows {
    static final TableId[] TABLES = {new TableId("s", "a"), new TableId("s", "b")};
    static final int MOST_KEYS = 6;
    static final int MOST_CHANGES = 512;

    private static final Row[] KEYS = new Row[MOST_KEYS + 1];
    private static final Row[][] ROWS = new Row[MOST_KEYS + 1][MOST_CHANGES];

    static {
        for (int key = 1; key <= MOST_KEYS; key++) {
            KEYS[key] = new Row(List.of("id"), List.of(Value.Int.of(key)));
            for (int number = 1; number < MOST_CHANGES; number++) {
                ROWS[key][number] = new Row(List.of("id", "v"), List.of(Value.Int.of(key), Value.Int.of(number)));
            }
        }
    }

    private SimulatedRows() {}

    static Row key(int key) {
        return KEYS[key];
    }

    static Row row(int key, int number) {
        return ROWS[key][number];
    }

    static int indexOf(TableId table) {
        return table.equals(TABLES[0]) ? 0 : 1;
    }
}
