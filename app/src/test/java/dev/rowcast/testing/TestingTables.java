package dev.rowcast.testing;

import dev.rowcast.change.Position;
import dev.rowcast.change.TableId;
import dev.rowcast.relay.ChangeSource;
import dev.rowcast.relay.TableReader;
import dev.rowcast.relay.TableReader.Chunk;
import dev.rowcast.relay.TableReader.KeyedRow;
import java.util.ArrayList;
import java.util.List;

/** Reads whole tables, chunk by chunk. */
public final class TestingTables {
    private TestingTables() {}

    /** All rows of a table that nobody writes to, in the order of its primary key. */
    public static List<KeyedRow> rows(ChangeSource source, TableId table) throws Exception {
        try (TableReader reader = source.reader()) {
            return rows(reader, table, source.present());
        }
    }

    /** All rows, each as it is when its chunk is read. */
    public static List<KeyedRow> rows(TableReader reader, TableId table, Position delivered) throws Exception {
        List<KeyedRow> rows = new ArrayList<>();
        String end = null;
        do {
            Chunk chunk = reader.read(table, end, delivered);
            rows.addAll(chunk.rows());
            end = chunk.end();
        } while (end != null);
        return rows;
    }
}
