package dev.rowcast.relay;

import dev.rowcast.change.Operation;
import dev.rowcast.change.Source;
import dev.rowcast.change.StreamItem;
import dev.rowcast.change.StreamItem.RowChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One entry of the simulated binlog: a transaction, or the place where another file begins. */
final class SimulatedTransaction {
    /** The GTID's number; 0 for a rotation, which has none. */
    final int number;

    final int history;
    final Instant committedAt;
    final List<Changed> changes = new ArrayList<>(3);
    /** The table that a statement has emptied; -1 if none. */
    int truncated = -1;

    /** What it builds on, and is counted as executed after. */
    final List<SimulatedTransaction> follows = new ArrayList<>(2);

    int fileNumber;
    String file = "";
    long begin;
    long end;
    List<StreamItem> items = List.of();

    boolean visible;
    boolean executed;
    boolean purged;

    SimulatedTransaction(int number, int history, Instant committedAt) {
        this.number = number;
        this.history = history;
        this.committedAt = committedAt;
    }

    boolean isRotation() {
        return number == 0;
    }

    /** One row's change. What it was and has become are the numbers of the changes that wrote it; 0 is no row. */
    static final class Changed {
        final SimulatedTransaction transaction;
        final int table;
        final int key;
        final int before;
        final int after;
        /** Among all changes, in the order of commits. */
        final int order;
        /** The broker has taken the event. */
        boolean received;
        /** The relay was told so. */
        boolean acknowledged;
        /** It was committed before anything was promised. */
        boolean excused;

        byte[] firstPayload = {};

        Changed(SimulatedTransaction transaction, int table, int key, int before, int after, int order) {
            this.transaction = transaction;
            this.table = table;
            this.key = key;
            this.before = before;
            this.after = after;
            this.order = order;
        }

        private RowChange item(Source source) {
            Operation operation = before == 0 ? Operation.INSERT : after == 0 ? Operation.DELETE : Operation.UPDATE;
            return new RowChange(
                    SimulatedRows.TABLES[table],
                    operation,
                    SimulatedRows.key(key),
                    before == 0 ? null : SimulatedRows.row(key, before),
                    after == 0 ? null : SimulatedRows.row(key, after),
                    source);
        }

        @Override
        public String toString() {
            return SimulatedRows.TABLES[table].table() + key + " " + before + ">" + after;
        }
    }

    /** Gives it its place in a server's binlog. */
    void place(String server, @Nullable String gtid, int itsFileNumber, String itsFile, long from) {
        fileNumber = itsFileNumber;
        file = itsFile;
        begin = from;
        end = from + 100 + 10L * changes.size();
        items = new ArrayList<>(changes.size() + 1);
        for (int i = 0; i < changes.size(); i++) {
            items.add(changes.get(i).item(new Source(server, gtid, file, begin, i + 1L, committedAt)));
        }
        if (truncated >= 0) {
            items.add(new StreamItem.TableAltered(SimulatedRows.TABLES[truncated], "TRUNCATE"));
        }
    }

    @Override
    public String toString() {
        return (isRotation() ? "rotation" : number + (truncated >= 0 ? " truncate " + truncated : " " + changes))
                + " at " + file + ":" + begin;
    }
}
