package dev.rowcast.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowcast.change.TableId;
import dev.rowcast.http.NewOrder;
import dev.rowcast.http.OrderPatch;
import dev.rowcast.http.OrderStatus;
import dev.rowcast.http.Orders;
import dev.rowcast.http.OrdersPage;
import dev.rowcast.http.OrdersRange;
import dev.rowcast.http.OrdersUnavailableException;
import dev.rowcast.mysql.MysqlSettings.Login;
import dev.rowcast.relay.Phase;
import dev.rowcast.relay.RelayStatus;
import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingOrders;
import dev.rowcast.testing.TestingWeb;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class MysqlOrdersIT {
    private static final int ORDERS = 20;
    private static final RelayStatus STATUS = TestingWeb.status(Phase.STREAMING, null, true);

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

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void listsEveryIdOnceInBothDirections(TestingFlavour flavour) throws Exception {
        try (WatchedTable table = WatchedTable.create(flavour.shared(), "id BIGINT UNSIGNED PRIMARY KEY, v INT");
                ConnectionPool pool = ConnectionPool.open(new Servers(table.login()))) {
            List<String> ids = List.of(
                    "0",
                    "1",
                    "2",
                    "9007199254740993",
                    "9223372036854775807",
                    "9223372036854775808",
                    "18446744073709551614",
                    "18446744073709551615");
            for (String id : ids) {
                table.insert(id + ", 1");
            }
            Orders orders = orders(table, pool);
            assertThat(ids(orders, false, 3)).isEqualTo(ids);
            List<String> downwards = new ArrayList<>(ids);
            Collections.reverse(downwards);
            assertThat(ids(orders, true, 3)).isEqualTo(downwards);
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void aListOfLargeRowsIsInManyPages(TestingFlavour flavour) throws Exception {
        try (WatchedTable table =
                        WatchedTable.create(flavour.shared(), "id BIGINT UNSIGNED PRIMARY KEY, v MEDIUMTEXT");
                ConnectionPool pool = ConnectionPool.open(new Servers(table.login()))) {
            for (int id = 1; id <= 8; id++) {
                table.insert(id + ", REPEAT('x', 1000000)");
            }
            Orders orders = orders(table, pool);
            assertThat(orders.list(OrdersRange.last(2000)).rows()).hasSize(3);
            assertThat(ids(orders, true, 2000)).containsExactly("8", "7", "6", "5", "4", "3", "2", "1");
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void nobodyReadsInThePastAfterAList(TestingFlavour flavour) throws Exception {
        try (WatchedTable table = WatchedTable.create(flavour.shared(), "id BIGINT UNSIGNED PRIMARY KEY, v INT");
                ConnectionPool pool = ConnectionPool.open(new Servers(table.login()))) {
            Orders orders = orders(table, pool);
            Orders broken = new MysqlOrders(new TableId("shop", "missing"), pool, () -> STATUS);
            for (int id = 1; id <= 6; id++) {
                assertThat(orders.list(OrdersRange.first(10)).rows()).hasSize(id - 1);
                assertThatThrownBy(() -> broken.list(OrdersRange.first(10)))
                        .isInstanceOf(OrdersUnavailableException.class);
                table.insert(id + ", 1");
                assertThat(orders.find(BigInteger.valueOf(id))).isPresent();
            }
        }
    }

    private static Orders orders(WatchedTable table, ConnectionPool pool) {
        return new MysqlOrders(table.id(), pool, () -> STATUS);
    }

    private static List<String> ids(Orders orders, boolean descending, int limit) throws Exception {
        List<String> ids = new ArrayList<>();
        BigInteger next = null;
        do {
            OrdersPage page = orders.list(new OrdersRange(descending, next, limit));
            page.rows().forEach(row -> ids.add(WatchedTable.json(row).replaceAll("^.\"id\":(\\d+),.*", "$1")));
            next = page.next();
        } while (next != null);
        return ids;
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
