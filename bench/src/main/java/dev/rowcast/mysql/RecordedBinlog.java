package dev.rowcast.mysql;

import dev.rowcast.change.GtidSet;
import dev.rowcast.change.Position;
import dev.rowcast.change.TableId;
import dev.rowcast.demo.DemoDatabaseSettings;
import dev.rowcast.demo.EmbeddedDatabase;
import dev.rowcast.mysql.MysqlSettings.Login;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;

/**
 * The binlog of a real server, in memory: a file for each kind of load.
 *
 * @param bytes the file as the server wrote it
 * @param watched what a stream of that server's {@code orders} would follow
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RecordedBinlog(String load, byte[] bytes, WatchedTables watched) {
    /** Nothing of a benchmark has to survive a crash. */
    private static final List<String> FAST = List.of("--sync-binlog=0", "--innodb-flush-log-at-trx-commit=0");

    private static final TableId ORDERS = new TableId("shop", "orders");

    Position start() {
        return new Position(GtidSet.NONE, "binlog.000001", 4);
    }

    /** Starts a server, has it write so many rows of each load, and stops it. */
    static List<RecordedBinlog> record(int rows) throws Exception {
        Path directory = Files.createTempDirectory("rowcast-bench");
        DemoDatabaseSettings settings =
                new DemoDatabaseSettings(directory, Path.of("bench", "target", "mariadb-binaries"), 0, FAST);
        try (EmbeddedDatabase database = EmbeddedDatabase.start(settings);
                Connection connection = connect(database)) {
            Login login = new Login(database.host(), database.port(), "rowcast", "rowcast");
            WatchedTables watched = new MysqlSource(new MysqlSettings(login, 1, List.of(ORDERS))).watchedTables();
            return List.of(
                    record(connection, "inserts of 1,000 rows each", watched, inserts(rows)),
                    record(connection, "updates of 1,000 rows each", watched, updates(rows)),
                    record(connection, "transactions of one row", watched, singles(rows / 4)));
        } finally {
            deleteAll(directory);
        }
    }

    private static Connection connect(EmbeddedDatabase database) throws Exception {
        return DriverManager.getConnection(
                "jdbc:mysql://" + database.host() + ":" + database.port() + "/shop?sslMode=DISABLED",
                "root",
                database.rootPassword());
    }

    private static RecordedBinlog record(Connection connection, String load, WatchedTables watched, String statement)
            throws Exception {
        Jdbc.execute(connection, "FLUSH BINARY LOGS");
        String file = BinlogStatus.read(connection).file();
        Jdbc.execute(connection, statement);
        Jdbc.execute(connection, "FLUSH BINARY LOGS");
        Path data = Path.of(String.valueOf(Jdbc.value(connection, "SELECT @@datadir")));
        return new RecordedBinlog(load, Files.readAllBytes(data.resolve(file)), watched);
    }

    private static String inserts(int rows) {
        return compound(
                "INSERT INTO orders (id, customer_name, product_name, quantity, total, status) SELECT seq + i * 1000,"
                        + " CONCAT('Customer number ', seq), CONCAT('Product ', seq % 97, ' – größer'), seq % 9, seq / 7,"
                        + " 1 + seq % 3 FROM seq_1000_to_1999",
                rows / 1_000);
    }

    private static String updates(int rows) {
        return compound(
                "UPDATE orders SET status = 'shipped', total = total + 1.25, quantity = quantity + 1"
                        + " WHERE id BETWEEN 1000 + i * 1000 AND 1999 + i * 1000",
                rows / 1_000);
    }

    private static String singles(int rows) {
        return compound("UPDATE orders SET quantity = quantity + 1 WHERE id = 1000 + i", rows);
    }

    private static String compound(String statement, int times) {
        return "FOR i IN 0 .. " + (times - 1) + " DO " + statement + "; END FOR";
    }

    private static void deleteAll(Path directory) throws IOException {
        try (var paths = Files.walk(directory)) {
            for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }
}
