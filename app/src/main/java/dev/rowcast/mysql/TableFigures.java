package dev.rowcast.mysql;

import dev.rowcast.change.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

/**
 * What the server's catalogue says of how a table is stored.
 *
 * @param rows a guess, 0 if there is none
 * @param averageRowBytes a guess, 0 if there is none
 * @param inKeyOrder whether the rows themselves are stored in the order of the primary key, all in one place
 */
record TableFigures(long rows, long averageRowBytes, boolean inKeyOrder) {
    private static final String FIGURES =
            "SELECT TABLE_ROWS, AVG_ROW_LENGTH, ENGINE, CREATE_OPTIONS FROM information_schema.TABLES"
                    + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?";

    static TableFigures read(Connection connection, TableId table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FIGURES)) {
            statement.setString(1, table.schema());
            statement.setString(2, table.table());
            try (ResultSet figures = statement.executeQuery()) {
                if (!figures.next()) {
                    return new TableFigures(0, 0, false);
                }
                String options = String.valueOf(figures.getString(4)).toLowerCase(Locale.ROOT);
                boolean inKeyOrder =
                        "InnoDB".equalsIgnoreCase(figures.getString(3)) && !options.contains("partitioned");
                return new TableFigures(figures.getLong(1), figures.getLong(2), inKeyOrder);
            }
        }
    }
}
