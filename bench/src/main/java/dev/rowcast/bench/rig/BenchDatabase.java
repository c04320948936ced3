package dev.rowcast.bench.rig;

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
import java.util.ArrayList;
import java.util.List;

/** A server of the benchmark's own, set up by {@code mysql-conf/}, with places for some hundred clients. Any thread. */
public interface BenchDatabase extends AutoCloseable {
    List<String> OPTIONS = List.of("--max-connections=600");

    /** For measurements of anything but writing: the binlog is the same, and is written sooner. */
    List<String> QUICK_WRITES = List.of("--sync-binlog=0", "--innodb-flush-log-at-trx-commit=0");

    int port();

    String rootPassword();

    /** Of root, or of a user that {@code mysql-conf/} makes: these have their names as passwords. */
    default String password(String user) {
        return user.equals("root") ? rootPassword() : user;
    }

    /** Stops it, and deletes what it had. */
    @Override
    void close() throws IOException;

    /**
     * MySQL 9.7 where Docker answers, else the demo's MariaDB.
     *
     * @param directory for its files, if it has any here
     * @param serverOptions that both understand
     */
    static BenchDatabase start(Path directory, List<String> serverOptions)
            throws IOException, InterruptedException, SQLException, DemoDatabaseException {
        List<String> options = new ArrayList<>(OPTIONS);
        options.addAll(serverOptions);
        return MysqlContainer.isPossible() ? MysqlContainer.start(options) : embedded(directory, options);
    }

    /** The same without options. */
    static BenchDatabase start(Path directory)
            throws IOException, InterruptedException, SQLException, DemoDatabaseException {
        return start(directory, List.of());
    }

    private static BenchDatabase embedded(Path directory, List<String> options)
            throws InterruptedException, DemoDatabaseException {
        // On MySQL it is on by default.
        options.add("--performance-schema=ON");
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
        return connect("root");
    }

    /** A connection to the schema {@code shop}, without TLS. */
    default Connection connect(String user) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql://127.0.0.1:" + port() + "/shop?sslMode=DISABLED&allowPublicKeyRetrieval=true",
                user,
                password(user));
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
