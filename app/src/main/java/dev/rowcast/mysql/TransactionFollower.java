package dev.rowcast.mysql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.rowcast.change.Operation;
import dev.rowcast.change.Position;
import dev.rowcast.change.Row;
import dev.rowcast.change.Source;
import dev.rowcast.change.StreamItem;
import dev.rowcast.change.StreamItem.Commit;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.change.StreamItem.TableAltered;
import dev.rowcast.change.TableId;
import dev.rowcast.mysql.GtidEvents.Head;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns binlog events into changes and commits, keeping its own account of transactions: a position is given out only where
 * a transaction has ended. Rows go out as they are read; nothing collects a transaction. One per connection, on its thread.
 */
final class TransactionFollower {
    private final String server;
    private final Set<TableId> watched;
    private final TableMapParser tableMaps;
    private final Sink sink;

    private final Map<Long, RowsTable> tables = new HashMap<>();
    private Position position;
    private String file;

    private Head head = new Head(null, Instant.EPOCH, false, false);
    private long startOffset;
    private long row;
    private boolean open;
    private boolean xa;
    private final Set<TableId> touched = new LinkedHashSet<>();

    /** @param from where the stream begins */
    TransactionFollower(WatchedTables watched, Position from, Sink sink) {
        this.server = watched.server();
        this.watched = watched.tables();
        this.tableMaps = new TableMapParser(watched.catalogue());
        this.sink = requireNonNull(sink, "sink is null");
        this.position = from;
        this.file = from.file();
        this.startOffset = from.offset();
    }

    /** What to follow, on which server. */
    record WatchedTables(String server, Set<TableId> tables, Catalogue catalogue) {
        WatchedTables {
            tables = Set.copyOf(tables);
        }
    }

    /** Takes the items in order; may block. */
    @FunctionalInterface
    interface Sink {
        void accept(StreamItem item) throws InterruptedException;
    }

    /** A table number's meaning; no decoder if the table is not watched. */
    private record RowsTable(TableId table, @Nullable RowsEventDecoder decoder) {}

    /** The server goes on in another file, or says in which it begins. */
    void rotate(String nextFile) {
        file = nextFile;
        tables.clear();
    }

    /** The end of the last transaction that was handed on. */
    Position position() {
        return position;
    }

    /**
     * Takes the next event.
     *
     * @throws UndecodableException if the event concerns a watched table and can not be followed
     * @throws CorruptEventException if its bytes make no sense
     */
    void accept(RawEvent event) throws InterruptedException {
        switch (event.type()) {
            case RawEvent.GTID, RawEvent.ANONYMOUS_GTID, RawEvent.GTID_TAGGED, RawEvent.MARIADB_GTID -> begin(event);
            case RawEvent.QUERY -> query(event, 0);
            case RawEvent.EXECUTE_LOAD_QUERY -> query(event, 13);
            case RawEvent.XID, RawEvent.XA_PREPARE -> commit(event);
            case RawEvent.TABLE_MAP -> tableMap(event);
            case RawEvent.WRITE_ROWS,
                    RawEvent.UPDATE_ROWS,
                    RawEvent.DELETE_ROWS,
                    RawEvent.WRITE_ROWS_V1,
                    RawEvent.UPDATE_ROWS_V1,
                    RawEvent.DELETE_ROWS_V1 -> rows(event);
            case RawEvent.TRANSACTION_PAYLOAD -> CompressedTransaction.unpack(event, this::accept);
            case RawEvent.PARTIAL_UPDATE_ROWS ->
                refuseRows(event, "partial JSON updates; to mend: SET GLOBAL binlog_row_value_options = ''");
            case RawEvent.MARIADB_QUERY_COMPRESSED ->
                throw new UndecodableException(
                        "the binlog holds a compressed statement; to mend: SET GLOBAL log_bin_compress = OFF");
            case RawEvent.INCIDENT ->
                throw new UndecodableException(
                        "the server reports an incident: its binlog lacks events; to mend: restart"
                                + " Rowcast with an empty data directory, which reads all state anew");
            default -> {
                if (event.type() >= RawEvent.MARIADB_FIRST_COMPRESSED_ROWS
                        && event.type() <= RawEvent.MARIADB_LAST_COMPRESSED_ROWS) {
                    refuseRows(event, "compressed rows; to mend: SET GLOBAL log_bin_compress = OFF");
                }
            }
        }
    }

    private void begin(RawEvent event) {
        head = GtidEvents.read(event);
        // Offsets are 0 where the server rewrites an event on its way; the last commit's end is the same place then.
        startOffset = event.nextPosition() == 0 ? position.offset() : event.nextPosition() - event.length();
        row = 0;
        open = event.type() == RawEvent.MARIADB_GTID && !head.standalone();
        xa = head.prepared();
        touched.clear();
    }

    private void query(RawEvent event, int extraHeader) throws InterruptedException {
        Cursor cursor = new Cursor(event.body());
        cursor.skip(8);
        int schemaLength = cursor.unsignedByte();
        cursor.skip(2);
        int variablesLength = (int) cursor.littleEndian(2);
        cursor.skip(extraHeader + variablesLength);
        String schema = new String(cursor.bytes(schemaLength), UTF_8);
        cursor.skip(1);
        StatementText statement = new StatementText(new String(cursor.rest(), UTF_8));
        if (statement.is("BEGIN")) {
            open = true;
        } else if (statement.startsWith("XA START") || statement.startsWith("XA BEGIN")) {
            open = true;
            xa = true;
        } else if (statement.is("COMMIT")) {
            commit(event);
        } else if (statement.is("ROLLBACK")) {
            readTouchedAnew(statement);
            commit(event);
        } else if (statement.startsWith("ROLLBACK TO")) {
            readTouchedAnew(statement);
        } else if (!statement.startsWith("XA END")) {
            inspect(statement, schema);
            if (!open) {
                commit(event);
            }
        }
    }

    /** Rows that went out already may have been undone: only the table itself knows. */
    private void readTouchedAnew(StatementText statement) throws InterruptedException {
        for (TableId table : touched) {
            sink.accept(new TableAltered(table, statement.toString()));
        }
    }

    private void inspect(StatementText statement, String schema) throws InterruptedException {
        if (statement.changesNothing()) {
            return;
        }
        for (TableId table : watched) {
            if (statement.names(table, schema)) {
                if (statement.changesRows()) {
                    throw new UndecodableException("a change of " + table + " was logged as a statement, not as rows ("
                            + statement + "); to mend: SET GLOBAL binlog_format = 'ROW', in sessions that set their own"
                            + " too, then restart Rowcast with an empty data directory");
                }
                tableMaps.forget(table);
                sink.accept(new TableAltered(table, statement.toString()));
            }
        }
    }

    private void tableMap(RawEvent event) {
        Cursor cursor = new Cursor(event.body());
        long number = TableMapParser.tableNumber(cursor);
        TableId table = TableMapParser.table(cursor);
        tables.put(number, new RowsTable(table, watched.contains(table) ? decoder(table, cursor) : null));
    }

    private RowsEventDecoder decoder(TableId table, Cursor cursor) {
        try {
            return new RowsEventDecoder(tableMaps.columns(table, cursor));
        } catch (SQLException e) {
            throw new UncheckedSqlException(e);
        }
    }

    private void rows(RawEvent event) throws InterruptedException {
        Cursor cursor = new Cursor(event.body());
        RowsTable rowsTable = rowsTable(cursor);
        RowsEventDecoder decoder = rowsTable.decoder();
        if (decoder == null) {
            return;
        }
        if (xa) {
            throw new UndecodableException("an XA transaction changes " + rowsTable.table()
                    + ", and XA is not supported yet; to mend: change watched tables outside XA, then restart Rowcast with"
                    + " an empty data directory");
        }
        touched.add(rowsTable.table());
        decoder.decode(event.type(), cursor, (before, after) -> emit(rowsTable.table(), decoder, before, after));
    }

    private void refuseRows(RawEvent event, String what) {
        RowsTable table = rowsTable(new Cursor(event.body()));
        if (table.decoder() != null) {
            throw new UndecodableException(table.table() + " was written with " + what);
        }
    }

    private RowsTable rowsTable(Cursor cursor) {
        long number = TableMapParser.tableNumber(cursor);
        RowsTable table = tables.get(number);
        if (table == null) {
            throw new CorruptEventException("rows of a table that was not announced, number " + number);
        }
        return table;
    }

    private void emit(TableId table, RowsEventDecoder decoder, @Nullable Row before, @Nullable Row after)
            throws InterruptedException {
        if (before == null || after == null) {
            Row image = requireNonNull(before == null ? after : before, "a change without images");
            Operation operation = before == null ? Operation.INSERT : Operation.DELETE;
            sink.accept(new RowChange(table, operation, decoder.key(image), before, after, source()));
            return;
        }
        Row keyBefore = decoder.key(before);
        Row keyAfter = decoder.key(after);
        if (Keys.same(keyBefore, keyAfter)) {
            sink.accept(new RowChange(table, Operation.UPDATE, keyAfter, before, after, source()));
        } else {
            sink.accept(new RowChange(table, Operation.DELETE, keyBefore, before, null, source()));
            sink.accept(new RowChange(table, Operation.INSERT, keyAfter, null, after, source()));
        }
    }

    private Source source() {
        row++;
        return new Source(server, head.gtid(), file, startOffset, row, head.committedAt());
    }

    private void commit(RawEvent event) throws InterruptedException {
        if (event.nextPosition() == 0) {
            throw new CorruptEventException("a transaction ends without a position, after " + position);
        }
        String gtid = head.gtid();
        position =
                new Position(gtid == null ? position.gtids() : position.gtids().plus(gtid), file, event.nextPosition());
        open = false;
        xa = false;
        tables.clear();
        sink.accept(new Commit(position, head.committedAt()));
    }
}
