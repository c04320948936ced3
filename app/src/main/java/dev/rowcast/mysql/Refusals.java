package dev.rowcast.mysql;

import dev.rowcast.change.TableId;
import dev.rowcast.mysql.AnnouncedTables.AnnouncedTable;

/** What is said of events that can not be followed: what was found, and how to go on. */
final class Refusals {
    /** Reading on from the checkpoint would meet the same event again. */
    static final String BEGIN_ANEW =
            "then let Rowcast begin anew: delete *.checkpoint.json in its data directory, or with a"
                    + " broker of your own the retained message rowcast/checkpoint/…";

    static final String CORRUPT_REMEDY =
            "; to mend: start Rowcast again, for the bytes may have changed on their way; if it"
                    + " stops at the same place they are wrong in the server's file, which mysqlbinlog --verify-binlog-checksum"
                    + " shows: mend the server, " + BEGIN_ANEW;

    private static final String ROW_FORMAT =
            "SET GLOBAL binlog_format = 'ROW', in sessions that set their own too, " + BEGIN_ANEW;
    private static final String PLAIN_EVENTS = "SET GLOBAL log_bin_compress = OFF, " + BEGIN_ANEW;

    private Refusals() {}

    static UndecodableException statement(TableId table, StatementText statement) {
        return new UndecodableException("a change of " + table + " was logged as a statement, not as rows (" + statement
                + "); to mend: " + ROW_FORMAT);
    }

    /** The table's columns, as announced ahead of its rows, can not be decoded; the message says why, and perhaps how to mend it. */
    static UndecodableException columns(TableId table, String message) {
        String named = message.contains(table.toString()) ? message : table + ": " + message;
        String mend = message.contains("to mend: ")
                ? ""
                : "; to mend: change the column's type, on MariaDB leave out COMPRESSED, or do not watch the table";
        return new UndecodableException(named + mend + (message.contains(BEGIN_ANEW) ? "" : ", " + BEGIN_ANEW));
    }

    /**
     * Lets events pass that tell nothing of rows.
     *
     * @throws UndecodableException if the event may hide a change of a watched table
     */
    static void requireReadable(RawEvent event, AnnouncedTables tables) {
        if (event.type() == RawEvent.INCIDENT) {
            throw incident();
        }
        if (event.type() == RawEvent.MARIADB_QUERY_COMPRESSED) {
            throw compressedStatement();
        }
        boolean compressed = event.type() >= RawEvent.MARIADB_FIRST_COMPRESSED_ROWS
                && event.type() <= RawEvent.MARIADB_LAST_COMPRESSED_ROWS;
        if (compressed || event.type() == RawEvent.PARTIAL_UPDATE_ROWS) {
            AnnouncedTable table = tables.table(new Cursor(event.body()));
            if (table.decoder() != null) {
                throw compressed ? compressedRows(table.id()) : partialJson(table.id());
            }
        }
    }

    private static UndecodableException partialJson(TableId table) {
        return new UndecodableException(table + " was written with partial JSON updates; to mend: SET GLOBAL"
                + " binlog_row_value_options = '', in sessions that set their own too, " + BEGIN_ANEW);
    }

    private static UndecodableException compressedRows(TableId table) {
        return new UndecodableException(table + " was written with compressed rows; to mend: " + PLAIN_EVENTS);
    }

    private static UndecodableException compressedStatement() {
        return new UndecodableException(
                "the binlog holds a compressed statement, which may change any table; to mend: " + PLAIN_EVENTS);
    }

    private static UndecodableException incident() {
        return new UndecodableException(
                "the server reports an incident: its binlog lacks changes, of which table it does not"
                        + " say; to mend: look into the server's error log for the cause, " + BEGIN_ANEW
                        + "; the state is read anew then");
    }
}
