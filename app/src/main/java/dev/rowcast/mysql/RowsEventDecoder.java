package dev.rowcast.mysql;

import dev.rowcast.change.Operation;
import dev.rowcast.change.Row;
import dev.rowcast.change.Value;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the row images of a rows event. Format: MySQL's libs/mysql/binlog/event/rows_event.h, class Rows_event. */
final class RowsEventDecoder {
    private final TableMap table;

    RowsEventDecoder(TableMap table) {
        this.table = table;
    }

    /** Takes one row's images: both for an update, one for an insert or a delete. */
    @FunctionalInterface
    interface RowImages {
        void accept(@Nullable Row before, @Nullable Row after) throws InterruptedException;
    }

    /**
     * Reads on behind the table's number.
     *
     * @throws UndecodableException if an image lacks columns
     */
    void decode(int eventType, Cursor cursor, RowImages action) throws InterruptedException {
        cursor.skip(2);
        if (eventType >= RawEvent.WRITE_ROWS) {
            cursor.skip((int) cursor.littleEndian(2) - 2);
        }
        int columns = cursor.packedInt();
        if (columns != table.names().size()) {
            throw new CorruptEventException("rows of " + columns + " columns for " + table.table() + " of "
                    + table.names().size());
        }
        Operation operation = operation(eventType);
        requireAll(cursor.bits(columns));
        if (operation == Operation.UPDATE) {
            requireAll(cursor.bits(columns));
        }
        while (cursor.remaining() > 0) {
            Row first = image(cursor);
            switch (operation) {
                case INSERT -> action.accept(null, first);
                case DELETE -> action.accept(first, null);
                case UPDATE -> action.accept(first, image(cursor));
            }
        }
    }

    /** The primary key's part of a row. */
    Row key(Row row) {
        List<Integer> key = table.key();
        if (key.size() == 1) {
            return new Row(table.keyNames(), List.of(row.values().get(key.get(0))));
        }
        Value[] values = new Value[key.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.values().get(key.get(i));
        }
        return new Row(table.keyNames(), Arrays.asList(values));
    }

    private static Operation operation(int eventType) {
        return switch (eventType) {
            case RawEvent.WRITE_ROWS, RawEvent.WRITE_ROWS_V1 -> Operation.INSERT;
            case RawEvent.UPDATE_ROWS, RawEvent.UPDATE_ROWS_V1 -> Operation.UPDATE;
            case RawEvent.DELETE_ROWS, RawEvent.DELETE_ROWS_V1 -> Operation.DELETE;
            default -> throw new IllegalArgumentException("not a rows event: " + eventType);
        };
    }

    private void requireAll(Cursor.Bits present) {
        if (present.cardinality() != present.count()) {
            throw new UndecodableException(table.table() + " was written with only " + present.cardinality() + " of "
                    + present.count()
                    + " columns in the row image, for binlog_row_image was not FULL; to mend: SET GLOBAL"
                    + " binlog_row_image = 'FULL', in sessions that set their own too, "
                    + Refusals.BEGIN_ANEW);
        }
    }

    private Row image(Cursor cursor) {
        int count = table.names().size();
        Cursor.Bits nulls = cursor.bits(count);
        Value[] values = new Value[count];
        for (int i = 0; i < count; i++) {
            values[i] = nulls.get(i) ? Value.Null.NULL : table.cells().get(i).decode(cursor);
        }
        return new Row(table.names(), Arrays.asList(values));
    }
}
