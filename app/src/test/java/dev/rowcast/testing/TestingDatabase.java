package dev.rowcast.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * A real database server with {@code mysql-conf/} applied: schema {@code shop}, table {@code orders} with its five samples,
 * user {@code rowcast}. Get one from {@link TestingFlavour}. Any thread, one at a time; connections are the caller's.
 */
public sealed interface TestingDatabase extends AutoCloseable permits TestingMariadb, TestingMysql, TestingReplication {

    /** The user that {@code mysql-conf/init.sql} makes. */
    String USER = "rowcast";

    String PASSWORD = "rowcast";

    TestingFlavour flavour();

    String host();

    int port();

    String rootPassword();

    /** Stops the server in good order; data and port are kept. */
    void stop();

    /** Ends the server as {@code kill -9} does; data and port are kept. */
    void kill();

    /** Starts the server again after {@link #stop} or {@link #kill}, on the same port; returns when it takes connections. */
    void start();

    /** Stops the server and deletes its data. */
    @Override
    void close();

    /** A connection that may do everything; its default schema is {@code shop}. */
    default Connection rootConnection() throws SQLException {
        return connection("root", rootPassword());
    }

    /** A connection as {@link #USER}; its default schema is {@code shop}. */
    default Connection connection() throws SQLException {
        return connection(USER, PASSWORD);
    }

    /** A connection as another user of the test's own making. */
    default Connection connection(String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return DriverManager.getConnection(jdbcUrl(), properties);
    }

    /** MySQL's own driver for both flavours; without TLS, where MySQL's password exchange needs the server's key. */
    default String jdbcUrl() {
        return "jdbc:mysql://" + host() + ":" + port()
                + "/shop?sslMode=DISABLED&allowPublicKeyRetrieval=true&connectTimeout=5000&socketTimeout=60000";
    }

    /** Runs the statements as root, one after the other on one connection, each committed by itself. */
    default void execute(String... statements) throws SQLException {
        try (Connection connection = rootConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first column of a query's only row, asked for as root. */
    default String query(String sql) throws SQLException {
        try (Connection connection = rootConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
                throw new AssertionError("no row from: " + sql);
            }
            return rows.getString(1);
        }
    }
}
