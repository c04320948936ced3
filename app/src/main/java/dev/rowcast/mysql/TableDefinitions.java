package dev.rowcast.mysql;

import dev.rowcast.change.TableId;
import dev.rowcast.relay.TableDefinition;
import dev.rowcast.relay.TableDefinition.Column;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Asks a server for the columns of tables and their types. On the caller's thread. */
final class TableDefinitions {
    private static final String COLUMNS = "SELECT COLUMN_NAME, COLUMN_TYPE, COLUMN_KEY FROM information_schema.COLUMNS"
            + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION";

    private TableDefinitions() {}

    /** The table's columns; empty if we see no such table. */
    static Optional<TableDefinition> read(Connection connection, TableId table) throws SQLException {
        List<Column> columns = Jdbc.rows(
                connection,
                COLUMNS,
                row -> new Column(row.getString(1), row.getString(2), "PRI".equals(row.getString(3)), false),
                table.schema(),
                table.table());
        return columns.isEmpty() ? Optional.empty() : Optional.of(new TableDefinition(table, columns));
    }
}
