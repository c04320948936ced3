package dev.rowcast.mysql;

import dev.rowcast.change.TableId;
import dev.rowcast.selection.TableSelection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the table numbers in rows events mean, as told by the TABLE_MAP events of the same transaction. */
final class AnnouncedTables {
    private final TableSelection watched;
    private final TableMapParser parser;
    private final Map<Long, AnnouncedTable> byNumber = new HashMap<>();

    AnnouncedTables(TableSelection watched, Catalogue catalogue) {
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
        RowsEventDecoder decoder = watched.matches(table) ? decoder(table, cursor) : null;
        byNumber.put(number, new AnnouncedTable(table, decoder));
        return decoder != null;
    }

    /** Null for one that only a pattern matches, and that has no key to tell its rows apart by. */
    private @Nullable RowsEventDecoder decoder(TableId table, Cursor cursor) {
        try {
            return new RowsEventDecoder(parser.columns(table, cursor));
        } catch (NoPrimaryKeyException e) {
            if (watched.names(table)) {
                throw Refusals.columns(table, String.valueOf(e.getMessage()));
            }
            return null;
        } catch (UndecodableException e) {
            throw Refusals.columns(table, String.valueOf(e.getMessage()));
        } catch (SQLException e) {
            throw new UncheckedSqlException(e);
        }
    }

    /** A statement may have altered these tables. */
    void forget(Predicate<TableId> altered) {
        parser.forget(altered);
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
