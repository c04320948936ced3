package dev.rowcast.mysql;

import dev.rowcast.config.DatabaseSettings;
import dev.rowcast.preflight.ServerFacts;
import dev.rowcast.relay.MisconfiguredException;
import dev.rowcast.relay.SourceUnavailableException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;

/** Logs in once, and tells a server that can not be reached from one that refuses us. */
public final class ServerLogin {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

    /**
     * Codes of MySQL's {@code mysqld_error.h} and MariaDB's: wrong password (1045, 1698), no access (1044), host not allowed
     * (1130), expired password (1820, 1862), locked account (3118, 4151), unknown authentication method (1251, 1275, 1524).
     */
    private static final Set<Integer> REFUSALS =
            Set.of(1044, 1045, 1130, 1251, 1275, 1524, 1698, 1820, 1862, 3118, 4151);

    private ServerLogin() {}

    /**
     * Logs in and asks for the facts that preflight judges. On the caller's thread; takes seconds at most.
     *
     * @throws SourceUnavailableException if the server can not be reached, or was lost
     * @throws MisconfiguredException if the server refuses the login
     */
    public static ServerFacts inspect(DatabaseSettings database)
            throws SourceUnavailableException, MisconfiguredException {
        try (Connection connection = connect(database)) {
            return new ServerInspector(connection).inspect(database.tables());
        } catch (SQLException e) {
            String server = database.host() + ":" + database.port();
            String cause = rootMessage(e);
            if (REFUSALS.contains(e.getErrorCode())) {
                throw new MisconfiguredException(
                        "login at " + server + ": found " + cause
                                + "; needed a user that may log in from here; to mend:"
                                + " set MYSQL_USER and MYSQL_PASSWORD, or CREATE USER '" + database.user()
                                + "'@'%' IDENTIFIED BY '…'",
                        e);
            }
            throw new SourceUnavailableException("database at " + server + " can not be reached: " + cause, e);
        }
    }

    static Connection connect(DatabaseSettings database) throws SQLException {
        return DriverManager.getConnection(url(database), properties(database));
    }

    /** Without a database in the URL: one that does not exist is a finding, and no refusal. */
    private static String url(DatabaseSettings database) {
        String host = database.host();
        return "jdbc:mysql://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + database.port() + "/";
    }

    private static Properties properties(DatabaseSettings database) {
        Properties properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password().value());
        properties.setProperty("connectTimeout", Long.toString(CONNECT_LIMIT.toMillis()));
        properties.setProperty("socketTimeout", Long.toString(ANSWER_LIMIT.toMillis()));
        properties.setProperty("allowPublicKeyRetrieval", "true");
        return properties;
    }

    /** The driver wraps what happened in several lines of advice; the cause at the bottom says it in one. */
    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage() == null
                ? ""
                : root.getMessage().lines().findFirst().orElse("");
        return root instanceof SQLException ? message : root.getClass().getSimpleName() + " " + message;
    }
}
