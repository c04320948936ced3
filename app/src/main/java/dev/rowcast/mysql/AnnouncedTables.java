package dev.rowcast.mysql;

import dev.rowcast.change.TableId;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the table numbers in rows events mean, as told by the TABLE_MAP events of the same transaction. */
final class AnnouncedTables {
    private final Set<TableId> watched;
    private final TableMapParser parser;
    private final Map<Long, AnnouncedTable> byNumber = new HashMap<>();

    AnnouncedTables(Set<TableId> watched, Catalogue catalogue) {
        this.watched = watched;
        this.parser = new TableMapParser(catalogue);
    }

    /** A table; without decoder if it is not watched. */
    record AnnouncedTable(TableId id, @Nullable RowsEventDecoder decoder) {}

    /**
     * Takes a TABLE_MAP event. Of a table that is not watched only the name is read.
     *
     * @return whether the table is watched
     */
    boolean announce(RawEvent event) {
        Cursor cursor = new Cursor(event.body());
        long number = TableMapParser.tableNumber(cursor);
        TableId table = TableMapParser.table(cursor);
        boolean isWatched = watched.contains(table);
        byNumber.put(number, new AnnouncedTable(table, isWatched ? decoder(table, cursor) : null));
        return isWatched;
    }

    private RowsEventDecoder decoder(TableId table, Cursor cursor) {
        try {
            return new RowsEventDecoder(parser.columns(table, cursor));
        } catch (UndecodableException e) {
            throw Refusals.columns(table, String.valueOf(e.getMessage()));
        } catch (SQLException e) {
            throw new UncheckedSqlException(e);
        }
    }

    /** A statement may have altered the table. */
    void forget(TableId table) {
        parser.forget(table);
    }

    /** Reads the table's number at the head of a rows event. */
    AnnouncedTable table(Cursor cursor) {
        long number = TableMapParser.tableNumber(cursor);
        AnnouncedTable table = byNumber.get(number);
        if (table == null) {
            throw new CorruptEventException("rows of a table that was not announced, number " + number);
        }
        return table;
    }

    void clear() {
        byNumber.clear();
    }
}
