package dev.rowcast.mysql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.rowcast.change.GtidSet;
import dev.rowcast.change.MysqlGtidSet;
import dev.rowcast.change.Position;
import dev.rowcast.change.Position.Place;
import dev.rowcast.change.StreamItem;
import dev.rowcast.change.StreamItem.Commit;
import dev.rowcast.change.StreamItem.Passed;
import dev.rowcast.change.StreamItem.TableAltered;
import dev.rowcast.change.StreamItem.TablesAltered;
import dev.rowcast.change.TableId;
import dev.rowcast.mysql.AnnouncedTables.AnnouncedTable;
import dev.rowcast.mysql.GtidEvents.Head;
import dev.rowcast.mysql.XaTransactions.XaTransaction;
import dev.rowcast.selection.TableSelection;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Turns binlog events into changes and commits, keeping its own account of transactions: a position is given out only
 * between two of them. Rows go out as they are read, and nothing collects a transaction, except for XA: there the rows
 * are in the binlog before anybody can see them, and {@link XaTransactions} keeps them until they are committed. One per
 * connection, on its thread.
 */
final class TransactionFollower implements AutoCloseable {
    private final String server;
    private final TableSelection watched;
    private final AnnouncedTables tables;
    private final XaTransactions xa = new XaTransactions();
    private final Sink sink;
    private final StreamPlace place;

    private Head head = new Head(null, Instant.EPOCH, false, false);
    private Place start;
    private ChangeMaker changes;
    private boolean open;
    /** The last event was not the end of a transaction, but a part of one. */
    private boolean within;
    /** The transaction was delivered before; it is read again for what it prepares or decides. */
    private boolean delivered;

    private final Set<TableId> touched = new LinkedHashSet<>();
    private long eventBytes;

    /** @param from where the stream begins */
    TransactionFollower(WatchedTables watched, Position from, Sink sink) {
        this.server = watched.server();
        this.watched = watched.tables();
        this.tables = new AnnouncedTables(watched.tables(), watched.catalogue());
        this.sink = requireNonNull(sink, "sink is null");
        this.place = new StreamPlace(from);
        this.start = from.readFrom();
        this.changes = new ChangeMaker(server, head, start);
    }

    /** Takes the items in order; may block. */
    @FunctionalInterface
    interface Sink {
        /**
         * Takes the next item.
         *
         * @param bytes roughly what it holds in memory; further rows of one event share those of the first
         */
        void accept(StreamItem item, long bytes) throws InterruptedException;
    }

    /**
     * The server goes on in another file, or says in which it begins.
     *
     * @param ended whether the file before ends here, and the server does not only say where it is
     */
    void rotate(String nextFile, boolean ended) throws InterruptedException {
        place.enter(nextFile);
        tables.clear();
        eventBytes = 0;
        if (ended) {
            reach(nextFile, BinlogStatus.FILE_START);
        }
    }

    /** All before it was handed on. */
    Position position() {
        return place.position();
    }

    /**
     * Takes the next event.
     *
     * @throws UndecodableException if the event concerns a watched table and can not be followed
     * @throws CorruptEventException if its bytes make no sense
     */
    void accept(RawEvent event) throws InterruptedException {
        eventBytes = event.length();
        switch (event.type()) {
            case RawEvent.GTID, RawEvent.ANONYMOUS_GTID, RawEvent.GTID_TAGGED, RawEvent.MARIADB_GTID -> begin(event);
            case RawEvent.QUERY, RawEvent.EXECUTE_LOAD_QUERY -> query(event);
            case RawEvent.XID -> commit(event);
            case RawEvent.XA_PREPARE -> xaPrepare(event);
            case RawEvent.TABLE_MAP -> tableMap(event);
            case RawEvent.WRITE_ROWS,
                    RawEvent.UPDATE_ROWS,
                    RawEvent.DELETE_ROWS,
                    RawEvent.WRITE_ROWS_V1,
                    RawEvent.UPDATE_ROWS_V1,
                    RawEvent.DELETE_ROWS_V1 -> rows(event);
            case RawEvent.TRANSACTION_PAYLOAD -> CompressedTransaction.unpack(event, this::accept);
            case RawEvent.HEARTBEAT -> reach(new String(event.body(), UTF_8), event.nextPosition());
            case RawEvent.STOP,
                    RawEvent.FORMAT_DESCRIPTION,
                    RawEvent.PREVIOUS_GTIDS,
                    RawEvent.MARIADB_BINLOG_CHECKPOINT,
                    RawEvent.MARIADB_GTID_LIST,
                    RawEvent.MARIADB_START_ENCRYPTION -> pass(event);
            default -> {
                if (!delivered) {
                    Refusals.requireReadable(event, tables);
                }
            }
        }
    }

    private void begin(RawEvent event) {
        head = GtidEvents.read(event);
        start = place.start(event);
        changes = new ChangeMaker(server, head, start);
        delivered = place.isDelivered(changes.first());
        within = true;
        open = event.type() == RawEvent.MARIADB_GTID && !head.standalone();
        touched.clear();
        xa.abandonOpen();
        if (head.prepared()) {
            xa.begin(start, head.gtid());
        }
    }

    private void query(RawEvent event) throws InterruptedException {
        QueryEvent query = QueryEvent.read(event);
        StatementText statement = query.statement();
        Optional<Xid> decided = Xid.decidedBy(statement.text());
        if (statement.is("BEGIN")) {
            open = true;
        } else if (statement.startsWith("XA START")) {
            open = true;
            xa.begin(start, head.gtid());
        } else if (decided.isPresent()) {
            xaDecide(event, statement, decided.get());
        } else if (statement.is("COMMIT")) {
            commit(event);
        } else if (statement.is("ROLLBACK")) {
            readAnew(touched, statement);
            commit(event);
        } else if (statement.startsWith("ROLLBACK TO")) {
            rollBackTo(event, statement);
        } else if (!statement.startsWith("XA END")) {
            inspect(query);
            if (!open) {
                commit(event);
            }
        }
    }

    private void inspect(QueryEvent query) throws InterruptedException {
        StatementText statement = query.statement();
        if (delivered || statement.changesNothing()) {
            return;
        }
        Predicate<TableId> named = table -> statement.names(table, query.schema());
        if (statement.changesRows()) {
            Optional<TableId> table = watched.hasPatterns()
                    ? statement.mayName(watched, query.schema())
                    : watched.named().stream().filter(named).findFirst();
            if (table.isPresent()) {
                throw Refusals.statement(table.get(), statement);
            }
            return;
        }
        tables.forget(named);
        if (watched.hasPatterns()) {
            put(new TablesAltered(named, statement.concernsTables(), statement.toString()));
        } else {
            readAnew(watched.named().stream().filter(named).toList(), statement);
        }
    }

    /** Rows that went out already may have been undone: only the table itself knows. */
    private void rollBackTo(RawEvent event, StatementText statement) throws InterruptedException {
        if (xa.isOpen()) {
            xa.keep(event);
        } else {
            readAnew(touched, statement);
        }
    }

    private void readAnew(Collection<TableId> altered, StatementText statement) throws InterruptedException {
        for (TableId table : altered) {
            put(new TableAltered(table, statement.toString()));
        }
    }

    private void readAllAnew(StatementText statement) throws InterruptedException {
        if (watched.hasPatterns()) {
            put(new TablesAltered(table -> true, false, statement.toString()));
        } else {
            readAnew(watched.named(), statement);
        }
    }

    private void tableMap(RawEvent event) {
        if (tables.announce(event) && xa.isOpen()) {
            xa.keep(event);
        }
    }

    private void rows(RawEvent event) throws InterruptedException {
        Cursor cursor = new Cursor(event.body());
        AnnouncedTable table = tables.table(cursor);
        RowsEventDecoder decoder = table.decoder();
        if (decoder == null) {
            return;
        }
        if (xa.isOpen()) {
            xa.keep(event);
        } else if (!delivered) {
            touched.add(table.id());
            decoder.decode(
                    event.type(),
                    cursor,
                    (before, after) -> changes.make(table.id(), decoder, before, after, this::put));
        }
    }

    /** One event prepares the transaction or, without a second phase, commits it. */
    private void xaPrepare(RawEvent event) throws InterruptedException {
        Cursor cursor = new Cursor(event.body());
        boolean onePhase = cursor.unsignedByte() != 0;
        if (onePhase) {
            try (XaTransaction transaction = xa.takeOpen()) {
                replay(transaction);
            }
            commit(event);
            return;
        }
        GtidSet before = place.position().gtids();
        GtidSet gtids = before instanceof MysqlGtidSet ? before : executed();
        try (XaTransaction lost = xa.prepared(Xid.read(cursor))) {
            end(event, lost == null ? gtids : withPrepared(gtids, lost));
        }
        if (!delivered) {
            put(new Passed(place.position()));
        }
    }

    private void xaDecide(RawEvent event, StatementText statement, Xid xid) throws InterruptedException {
        try (XaTransaction transaction = xa.decided(xid)) {
            if (statement.startsWith("XA COMMIT") && !delivered) {
                if (transaction == null) {
                    // Prepared before the stream began: it may have changed any table.
                    readAllAnew(statement);
                } else {
                    replay(transaction);
                }
            }
            end(event, transaction == null ? executed() : withPrepared(executed(), transaction));
        }
        handOnCommit();
    }

    private void replay(XaTransaction transaction) throws InterruptedException {
        tables.clear();
        transaction.events().forEach(this::accept);
    }

    private void commit(RawEvent event) throws InterruptedException {
        end(event, executed());
        handOnCommit();
    }

    private GtidSet executed() {
        String gtid = head.gtid();
        GtidSet before = place.position().gtids();
        return gtid == null ? before : before.plus(gtid);
    }

    private static GtidSet withPrepared(GtidSet gtids, XaTransaction decided) {
        String gtid = decided.gtid();
        return gtids instanceof MysqlGtidSet && gtid != null ? gtids.plus(gtid) : gtids;
    }

    private void end(RawEvent event, GtidSet gtids) {
        open = false;
        within = false;
        tables.clear();
        if (delivered) {
            place.repeat(event);
        } else {
            place.advance(event, gtids, xa.oldest());
        }
    }

    private void handOnCommit() throws InterruptedException {
        if (!delivered) {
            put(new Commit(place.position(), head.committedAt()));
        }
    }

    /** An event that no transaction has; those that the server makes up for a new connection have no position. */
    private void pass(RawEvent event) throws InterruptedException {
        if (!within && place.pass(event, xa.oldest())) {
            put(new Passed(place.position()));
        }
    }

    private void reach(String file, long offset) throws InterruptedException {
        if (!within && place.reach(file, offset, xa.oldest())) {
            put(new Passed(place.position()));
        }
    }

    private void put(StreamItem item) throws InterruptedException {
        sink.accept(item, eventBytes);
        eventBytes = 0;
    }

    /** Deletes what waits for a decision. */
    @Override
    public void close() {
        xa.close();
    }
}
