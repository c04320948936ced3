package dev.rowcast.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TestingDatabaseIT {

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void offersWhatRowcastNeedsToTheUserRowcast(TestingFlavour flavour) throws SQLException {
        try (Connection connection = flavour.shared().connection()) {
            assertThat(query(
                            connection,
                            "SELECT CONCAT_WS(' ', @@log_bin + 0, @@binlog_format, @@binlog_row_image,"
                                    + " @@binlog_row_metadata, @@sync_binlog, @@server_id, @@character_set_server)"))
                    .isEqualTo("1 ROW FULL FULL 1 1 utf8mb4");
            assertThat(query(connection, "SHOW BINARY LOGS")).startsWith("binlog.0000");
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void keepsDataAndPortOverStopAndKill(TestingFlavour flavour) throws SQLException {
        try (TestingDatabase database = flavour.fresh()) {
            int port = database.port();
            database.execute("UPDATE orders SET quantity = 7 WHERE id = 1");
            database.stop();
            assertThatThrownBy(database::connection).isInstanceOf(SQLException.class);
            database.start();
            database.execute("UPDATE orders SET quantity = quantity + 1 WHERE id = 1");
            database.kill();
            database.start();

            try (Connection connection = database.connection()) {
                assertThat(query(connection, "SELECT quantity FROM orders WHERE id = 1"))
                        .isEqualTo("8");
                assertThat(query(connection, "SELECT COUNT(*) FROM orders")).isEqualTo("5");
                assertThat(query(connection, "SELECT customer_name FROM orders WHERE id = 3"))
                        .isEqualTo("Łukasz Żółć 🚚");
            }
            assertThat(database.port()).isEqualTo(port);
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void startsWithOtherServerOptions(TestingFlavour flavour) throws SQLException {
        try (TestingDatabase database = flavour.fresh("--skip-log-bin");
                Connection connection = database.connection()) {
            assertThat(query(connection, "SELECT @@log_bin")).isEqualTo("0");
        }
    }

    private static String query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
