package dev.rowcast.mysql;

import dev.rowcast.change.TableId;
import java.util.List;

/**
 * A watched table as the binlog describes it ahead of its rows.
 *
 * @param names of all columns, in order
 * @param cells one decoder for each column
 * @param key the primary key's columns, as indexes in key order
 */
record TableMap(TableId table, List<String> names, List<CellDecoder> cells, List<Integer> key) {
    TableMap {
        names = List.copyOf(names);
        cells = List.copyOf(cells);
        key = List.copyOf(key);
    }

    List<String> keyNames() {
        return key.stream().map(names::get).toList();
    }
}
