package dev.rowcast.mysql;

import dev.rowcast.change.Row;
import dev.rowcast.change.Value;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Selects columns of those rows that follow each other in the order of the primary key's index. */
final class KeysetQuery {
    private final TableColumns columns;
    private final boolean inIndexOrder;
    private final List<Integer> selected;
    private final List<String> names;
    private final List<String> expressions = new ArrayList<>();
    /** Where among the expressions the key's values are that a place is made of. */
    private final List<Integer> place = new ArrayList<>();

    private KeysetQuery(TableColumns columns, List<Integer> selected, boolean inIndexOrder) {
        this.columns = columns;
        this.inIndexOrder = inIndexOrder;
        this.selected = selected;
        this.names = selected.stream().map(columns.names()::get).toList();
        selected.forEach(index -> expressions.add(columns.expression(index)));
        for (KeyColumn column : columns.primaryKey().columns()) {
            if (!expressions.contains(column.selected())) {
                expressions.add(column.selected());
            }
            place.add(expressions.indexOf(column.selected()));
        }
    }

    /**
     * Of all columns.
     *
     * @param inIndexOrder whether rows that are read by the primary key's index come in its order without being asked to
     */
    static KeysetQuery ofRows(TableColumns columns, boolean inIndexOrder) {
        List<Integer> all = IntStream.range(0, columns.names().size()).boxed().toList();
        return new KeysetQuery(columns, all, inIndexOrder);
    }

    /** Of the primary key's columns. */
    static KeysetQuery ofKeys(TableColumns columns, boolean inIndexOrder) {
        return new KeysetQuery(columns, columns.key(), inIndexOrder);
    }

    /**
     * The statement. ORDER BY can not say that of a value only the beginning counts without having the server sort the rows.
     *
     * @param after where to begin; null for the table's beginning
     * @param last where to end; null for the table's end
     */
    String sql(@Nullable KeyPlace after, @Nullable KeyPlace last, int limit) {
        PrimaryKey key = columns.primaryKey();
        StringBuilder sql =
                new StringBuilder(expressions.stream().collect(Collectors.joining(", ", "SELECT ", " FROM ")));
        sql.append(TableColumns.quote(columns.table())).append(" FORCE INDEX (PRIMARY)");
        if (after != null) {
            sql.append(" WHERE ").append(key.behind(after));
        }
        if (last != null) {
            sql.append(after == null ? " WHERE " : " AND ").append(key.upTo(last));
        }
        if (!key.hasPrefixes() || !inIndexOrder || !key.isInIndexOrder()) {
            sql.append(" ORDER BY ").append(key.ordered());
        }
        return sql.append(" LIMIT ").append(limit).toString();
    }

    /** The columns of the row that was read. */
    Row row(byte[] @Nullable [] cells) {
        Value[] values = new Value[selected.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = columns.value(selected.get(i), cells[i]);
        }
        return new Row(names, Collections.unmodifiableList(Arrays.asList(values)));
    }

    /** What the server has sent for a row. */
    byte[] @Nullable [] cells(ResultSet rows) throws SQLException {
        byte[] @Nullable [] cells = new byte[expressions.size()][];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = rows.getBytes(i + 1);
        }
        return cells;
    }

    /** The place of a row, as text. */
    String place(byte[] @Nullable [] cells) {
        return KeyPlace.text(
                columns.primaryKey(), place.stream().map(index -> cells[index]).toList());
    }
}
