package dev.rowcast.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mysql.cj.jdbc.MysqlDataSource;
import dev.rowcast.demo.SqlExecutionException;
import dev.rowcast.demo.Traffic;
import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingFlavour;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class JdbcStatementsIT {

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void keepsTrafficGoingOverARestartOfTheServer(TestingFlavour flavour) throws SQLException, SqlExecutionException {
        try (TestingDatabase database = flavour.fresh();
                Traffic traffic = Traffic.start(statements(database), 200, 1)) {
            assertThat(traffic).isNotNull();
            awaitHighestIdAbove(database, 50);
            database.stop();
            database.start();
            awaitHighestIdAbove(database, highestId(database) + 50);
            assertThat(statements(database).queryForNumber("SELECT COUNT(*) FROM shop.orders"))
                    .isLessThan(100);
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void countsChangedRowsAndBindsParameters(TestingFlavour flavour) throws SqlExecutionException {
        JdbcStatements statements = statements(flavour.shared());
        String insert = "INSERT INTO shop.orders (customer_name, product_name, quantity, total) VALUES (?, ?, ?, ?)";
        assertThat(statements.execute(insert, "Żółć '; --", "Cup", 2, new BigDecimal("3.50")))
                .isEqualTo(1);
        assertThat(statements.execute("DELETE FROM shop.orders WHERE customer_name = ?", "Żółć '; --"))
                .isEqualTo(1);
        assertThat(statements.execute("DELETE FROM shop.orders WHERE id = ?", -1))
                .isZero();
        assertThatThrownBy(() -> statements.execute("DELETE FROM shop.no_such_table"))
                .isInstanceOf(SqlExecutionException.class)
                .hasMessageContaining("no_such_table");
    }

    private static void awaitHighestIdAbove(TestingDatabase database, long id) {
        await().atMost(Duration.ofSeconds(30)).until(() -> highestId(database) > id);
    }

    private static long highestId(TestingDatabase database) throws SQLException {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT MAX(id) FROM orders")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static JdbcStatements statements(TestingDatabase database) {
        MysqlDataSource source = new MysqlDataSource();
        source.setUrl(database.jdbcUrl());
        source.setUser(TestingDatabase.USER);
        source.setPassword(TestingDatabase.PASSWORD);
        return new JdbcStatements(source);
    }
}
