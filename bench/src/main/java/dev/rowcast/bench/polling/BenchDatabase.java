package dev.rowcast.bench.polling;

import dev.rowcast.demo.DemoDatabaseException;
import dev.rowcast.demo.DemoDatabaseSettings;
import dev.rowcast.demo.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A server of the benchmark's own, set up by {@code mysql-conf/}, with places for some hundred clients. Any thread. */
interface BenchDatabase extends AutoCloseable {
    List<String> OPTIONS = List.of("--max-connections=600");

    int port();

    String rootPassword();

    /** Stops it, and deletes what it had. */
    @Override
    void close() throws IOException;

    /**
     * MySQL 9.7 where Docker answers, else the demo's MariaDB.
     *
     * @param directory for its files, if it has any here
     */
    static BenchDatabase start(Path directory)
            throws IOException, InterruptedException, SQLException, DemoDatabaseException {
        return MysqlContainer.isPossible() ? MysqlContainer.start(OPTIONS) : embedded(directory);
    }

    private static BenchDatabase embedded(Path directory) throws InterruptedException, DemoDatabaseException {
        // On MySQL it is on by default.
        List<String> options = List.of(OPTIONS.get(0), "--performance-schema=ON");
        EmbeddedDatabase database = EmbeddedDatabase.start(new DemoDatabaseSettings(
                directory.resolve("mariadb"), Path.of("bench", "target", "mariadb-binaries"), 0, options));
        return new BenchDatabase() {
            @Override
            public int port() {
                return database.port();
            }

            @Override
            public String rootPassword() {
                return database.rootPassword();
            }

            @Override
            public void close() {
                database.close();
            }
        };
    }

    default Connection connectAsRoot() throws SQLException {
        return connect("root", rootPassword());
    }

    /** A connection to the schema {@code shop}, without TLS. */
    default Connection connect(String user, String password) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql://127.0.0.1:" + port() + "/shop?sslMode=DISABLED&allowPublicKeyRetrieval=true",
                user,
                password);
    }

    /** As people call it: "MySQL 9.7.0". */
    default String version() throws SQLException {
        try (Connection connection = connectAsRoot();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT VERSION()")) {
            rows.next();
            String version = rows.getString(1);
            return version.contains("MariaDB")
                    ? "MariaDB " + version.substring(0, version.indexOf('-'))
                    : "MySQL " + version;
        }
    }
}
