package dev.rowcast.bench.polling;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

/** What a client asks again and again, remembering how far it has come. One thread at a time. */
interface Question {

    /**
     * Asks for what is new.
     *
     * @return how many rows came
     */
    int ask(Connection connection, Sightings sightings) throws SQLException;

    /** Rows with a later time than the latest one seen; the time as text, which no driver shifts to another zone. */
    final class UpdatedSince implements Question {
        private final String column;
        private String latest;

        /** From now on. */
        UpdatedSince(Connection connection, String column) throws SQLException {
            this.column = column;
            try (PreparedStatement statement =
                            connection.prepareStatement("SELECT CAST(MAX(%s) AS CHAR) FROM orders".formatted(column));
                    ResultSet rows = statement.executeQuery()) {
                rows.next();
                latest = rows.getString(1);
            }
        }

        @Override
        public int ask(Connection connection, Sightings sightings) throws SQLException {
            int count = 0;
            try (PreparedStatement statement = connection.prepareStatement(String.format(
                    Locale.ROOT,
                    "SELECT *, CAST(%1$s AS CHAR) AS latest FROM orders WHERE %1$s > ? ORDER BY %1$s",
                    column))) {
                statement.setString(1, latest);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        sightings.row(rows.getInt("quantity"));
                        latest = rows.getString("latest");
                        count++;
                    }
                }
            }
            return count;
        }
    }

    /** Entries of the table that triggers fill, with a greater number than the last one seen. */
    final class LoggedSince implements Question {
        private long last;

        /** From now on. */
        LoggedSince(Connection connection) throws SQLException {
            try (PreparedStatement statement =
                            connection.prepareStatement("SELECT COALESCE(MAX(id), 0) FROM order_changes");
                    ResultSet rows = statement.executeQuery()) {
                rows.next();
                last = rows.getLong(1);
            }
        }

        @Override
        public int ask(Connection connection, Sightings sightings) throws SQLException {
            int count = 0;
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT * FROM order_changes WHERE id > ? ORDER BY id")) {
                statement.setLong(1, last);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        if (rows.getString("op").equals("delete")) {
                            sightings.deletion(rows.getLong("order_id"));
                        } else {
                            sightings.row(rows.getInt("quantity"));
                        }
                        last = rows.getLong("id");
                        count++;
                    }
                }
            }
            return count;
        }
    }
}
