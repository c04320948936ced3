package dev.rowcast.mysql;

import dev.rowcast.mysql.MysqlSettings.Login;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens JDBC connections, and asks short questions on them. */
final class Jdbc {
    private static final Logger LOG = LoggerFactory.getLogger(Jdbc.class);
    private static final String CONNECT_TIMEOUT_MILLIS = "5000";
    private static final String SOCKET_TIMEOUT_MILLIS = "60000";

    private Jdbc() {}

    /** The address of the server itself, with no schema chosen. The driver takes {@code %eth0} for a percent-encoded byte. */
    static String url(Login login) {
        return "jdbc:mysql://" + login.address().replace("%", "%25") + "/";
    }

    /** How every connection behaves: UTC, UTF-8, TLS as the login says, and bounded waiting. */
    static Properties properties(Login login) {
        Properties properties = new Properties();
        properties.setProperty("user", login.user());
        properties.setProperty("password", login.password());
        JdbcSockets.use(properties, login.tls());
        // Without TLS a password is encrypted with the server's key, asked for on the same connection.
        properties.setProperty(
                "allowPublicKeyRetrieval", Boolean.toString(login.tls().mode().allowsPlainText()));
        properties.setProperty("connectTimeout", CONNECT_TIMEOUT_MILLIS);
        properties.setProperty("socketTimeout", SOCKET_TIMEOUT_MILLIS);
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("characterEncoding", "UTF-8");
        properties.setProperty("connectionTimeZone", "UTC");
        properties.setProperty("sessionVariables", "time_zone='+00:00',sql_mode='NO_ENGINE_SUBSTITUTION'");
        return properties;
    }

    static Connection connect(Login login) throws SQLException {
        return DriverManager.getConnection(url(login), properties(login));
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the first row; null if there is no row, or it is NULL. */
    static @Nullable String value(Connection connection, String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }

    /** Reads the row that a result stands at. */
    @FunctionalInterface
    interface RowReading<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** All rows of a query. */
    static <T> List<T> rows(Connection connection, String sql, RowReading<T> reading, String... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return rows(rows, reading);
            }
        }
    }

    /** All rows of a result. */
    static <T> List<T> rows(ResultSet rows, RowReading<T> reading) throws SQLException {
        List<T> all = new ArrayList<>();
        while (rows.next()) {
            all.add(reading.read(rows));
        }
        return all;
    }

    /** The first two columns of all rows, as keys and values in order; rows with a NULL are left out. */
    static Map<String, String> pairs(Connection connection, String sql) throws SQLException {
        Map<String, String> pairs = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                String key = rows.getString(1);
                String value = rows.getString(2);
                if (key != null && value != null) {
                    pairs.put(key, value);
                }
            }
        }
        return pairs;
    }

    /** Drops the connection without reading what is still on its way; the server ends the session. */
    static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("A connection did not close in good order", e);
        }
    }

    /** The identifier in backticks. */
    static String quote(String identifier) {
        return "`" + identifier.replace("`", "``") + "`";
    }
}
