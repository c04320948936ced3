package dev.rowcast.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.TableId;
import dev.rowcast.http.NewOrder;
import dev.rowcast.http.OrderPatch;
import dev.rowcast.http.OrderStatus;
import dev.rowcast.mysql.MysqlSettings.Login;
import dev.rowcast.relay.Phase;
import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingOrders;
import dev.rowcast.testing.TestingWeb;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class MysqlOrdersIT {
    private static final int ORDERS = 20;

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void whatWasWrittenIsAnsweredWhoeverDeletesItNext(TestingFlavour flavour) throws Exception {
        TestingDatabase database = flavour.shared();
        new TestingOrders(database).clear();
        Login login = new Login(database.host(), database.port(), TestingDatabase.USER, TestingDatabase.PASSWORD);
        AtomicBoolean done = new AtomicBoolean();
        try (ConnectionPool pool = ConnectionPool.open(new Servers(login))) {
            MysqlOrders orders = new MysqlOrders(
                    new TableId("shop", "orders"), pool, () -> TestingWeb.status(Phase.STREAMING, null, true));
            CompletableFuture<Void> deleting = CompletableFuture.runAsync(() -> deleteShipped(pool, done));
            try {
                for (int i = 0; i < ORDERS; i++) {
                    database.execute("INSERT INTO orders (id, customer_name, product_name) VALUES (" + (i + 1)
                            + ", 'Ada', 'Lamp')");
                    assertThat(orders.update(
                                    BigInteger.valueOf(i + 1),
                                    new OrderPatch(null, null, null, null, OrderStatus.SHIPPED)))
                            .as("order %d", i + 1)
                            .isPresent();
                    assertThat(orders.create(new NewOrder("Grace", "Lamp", 1, BigDecimal.ONE, OrderStatus.SHIPPED)))
                            .isNotNull();
                }
            } finally {
                done.set(true);
                deleting.join();
            }
        }
    }

    private static void deleteShipped(ConnectionPool pool, AtomicBoolean done) {
        try (Connection connection = pool.connection();
                Statement statement = connection.createStatement()) {
            // without locks on gaps, so that nobody ends in a deadlock
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            while (!done.get()) {
                statement.executeUpdate("DELETE FROM shop.orders WHERE status = 'shipped'");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
