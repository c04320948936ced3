package dev.rowcast.mysql;

import dev.rowcast.change.TableId;
import java.util.List;

/**
 * A watched table as the binlog describes it ahead of its rows.
 *
 * @param names of all columns, in order
 * @param cells one decoder for each column
 * @param key the primary key's columns, as indexes in key order
 * @param keyNames their names
 */
record TableMap(TableId table, List<String> names, List<CellDecoder> cells, List<Integer> key, List<String> keyNames) {
    TableMap {
        names = List.copyOf(names);
        cells = List.copyOf(cells);
        key = List.copyOf(key);
        keyNames = List.copyOf(keyNames);
    }

    static TableMap of(TableId table, List<String> names, List<CellDecoder> cells, List<Integer> key) {
        return new TableMap(
                table, names, cells, key, key.stream().map(names::get).toList());
    }
}
