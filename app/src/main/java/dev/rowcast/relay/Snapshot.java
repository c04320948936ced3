package dev.rowcast.relay;

import dev.rowcast.change.Position;
import dev.rowcast.change.Row;
import dev.rowcast.change.TableId;

/** A consistent view of tables, whose rows are read one after the other without holding a table in memory. */
public interface Snapshot extends AutoCloseable {

    /** Everything before it is in the view. What the view holds beyond it, the stream from there delivers again. */
    Position position();

    /** How far the view reaches, which may be beyond {@link #position()}: its rows are the table's at this place. */
    default Position shown() {
        return position();
    }

    /** Delivers every row of one table, on the calling thread. */
    void forEachRow(TableId table, RowAction action)
            throws SourceUnavailableException, BrokerUnavailableException, MisconfiguredException, InterruptedException;

    /** Ends the view. Never throws. */
    @Override
    void close();

    /** Takes one row: its primary key's columns, and all its columns. */
    @FunctionalInterface
    interface RowAction {
        void accept(Row key, Row row) throws BrokerUnavailableException, MisconfiguredException, InterruptedException;
    }
}
