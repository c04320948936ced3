package dev.rowcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingOrders;
import dev.rowcast.testing.TestingProxy;
import dev.rowcast.testing.TestingRowcast;
import dev.rowcast.testing.TestingSettings;
import dev.rowcast.testing.TestingSubscriber;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Statements that change a whole table at once, which the binlog tells without rows. */
final class TableChangesIT {
    @TempDir
    private Path directory = Path.of("unset");

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void truncateClearsEveryState(TestingFlavour flavour) throws Exception {
        shows(flavour, "TRUNCATE TABLE orders");
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void rowsAfterATruncateAreKept(TestingFlavour flavour) throws Exception {
        shows(flavour, "TRUNCATE orders", insert(2, "again"), insert(9, "new"));
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void aNewColumnIsInEveryState(TestingFlavour flavour) throws Exception {
        shows(
                flavour,
                "ALTER TABLE orders ADD COLUMN note VARCHAR(20) NOT NULL DEFAULT 'none' AFTER id",
                "UPDATE orders SET note = 'ü' WHERE id = 2");
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void aTableThatWasRenamedHasNoState(TestingFlavour flavour) throws Exception {
        shows(flavour, "RENAME TABLE orders TO orders_away");
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void aTableThatCameBackIsShownAsItIsNow(TestingFlavour flavour) throws Exception {
        shows(
                flavour,
                "RENAME TABLE orders TO orders_away",
                "DELETE FROM orders_away WHERE id = 1",
                "UPDATE orders_away SET customer_name = 'changed' WHERE id = 2",
                "RENAME TABLE orders_away TO orders",
                insert(7, "after"));
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void aTableThatWasDroppedAndMadeAnewHasNoGhosts(TestingFlavour flavour) throws Exception {
        shows(
                flavour,
                "DROP TABLE orders",
                "CREATE TABLE orders (id INT PRIMARY KEY, customer_name VARCHAR(100) NOT NULL,"
                        + " product_name VARCHAR(60) NOT NULL)",
                insert(2, "of the new table"));
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void aConnectionThatIsLostWhileTheTableIsAwayIsMadeAgain(TestingFlavour flavour) throws Exception {
        TestingOrders orders = new TestingOrders(flavour.shared());
        orders.recreate();
        orders.insert(1, "before");
        try (TestingProxy network = new TestingProxy(orders.database().port());
                TestingRowcast rowcast = TestingRowcast.start(TestingSettings.embedded(orders.database(), directory)
                        .with("MYSQL_PORT", Integer.toString(network.port())))) {
            orders.awaitStateEqualsTable(rowcast.mqttUrl());
            orders.database().execute("RENAME TABLE orders TO orders_away");
            orders.awaitStateEqualsTable(rowcast.mqttUrl());

            network.cut();
            rowcast.awaitNotReady();
            rowcast.awaitReady();
            orders.database().execute("RENAME TABLE orders_away TO orders", insert(2, "after"));

            orders.awaitStateEqualsTable(rowcast.mqttUrl());
        } finally {
            orders.database().execute("DROP TABLE IF EXISTS orders_away");
            orders.recreate();
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void columnsThatComeGoAndMoveAreShownAsTheyAre(TestingFlavour flavour) throws Exception {
        shows(
                flavour,
                "ALTER TABLE orders ADD COLUMN note VARCHAR(20) CHARACTER SET latin1 NOT NULL DEFAULT 'né' FIRST",
                "UPDATE orders SET note = 'ü' WHERE id = 2",
                "ALTER TABLE orders DROP COLUMN quantity, RENAME COLUMN total TO price",
                insert(8, "between"),
                "ALTER TABLE orders MODIFY COLUMN note VARCHAR(30) CHARACTER SET utf8mb4 AFTER status,"
                        + " MODIFY price DECIMAL(20, 4)",
                "UPDATE orders SET price = 1.2345, note = '€' WHERE id IN (3, 8)",
                "DELETE FROM orders WHERE id = 4");
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void exchangedPartitionsAreShown(TestingFlavour flavour) throws Exception {
        shows(
                flavour,
                "CREATE TABLE orders_away LIKE orders",
                "INSERT INTO orders_away (id, customer_name, product_name) VALUES (2, 'exchanged', 'Lamp')",
                "ALTER TABLE orders PARTITION BY RANGE (id)"
                        + " (PARTITION low VALUES LESS THAN (4), PARTITION high VALUES LESS THAN MAXVALUE)",
                "ALTER TABLE orders EXCHANGE PARTITION low WITH TABLE orders_away",
                "UPDATE orders SET quantity = 5 WHERE id IN (2, 4)",
                insert(6, "after"));
    }

    private static String insert(int id, String customer) {
        return "INSERT INTO orders (id, customer_name, product_name) VALUES (" + id + ", '" + customer + "', 'Lamp')";
    }

    /** The statements, one after the other; then the state has to be the table, and what comes after is still heard of. */
    private void shows(TestingFlavour flavour, String... statements) throws Exception {
        TestingOrders orders = new TestingOrders(flavour.shared());
        orders.recreate();
        for (int id = 1; id <= 5; id++) {
            orders.insert(id, "before");
        }
        try (TestingRowcast rowcast = TestingRowcast.start(TestingSettings.embedded(orders.database(), directory));
                TestingSubscriber subscriber = TestingSubscriber.connect(rowcast.mqttUrl(), "orders/#")) {
            assertThat(TestingSubscriber.retained(rowcast.mqttUrl(), "orders/state/+"))
                    .hasSize(5);
            orders.database().execute(statements);
            orders.awaitStateEqualsTable(rowcast.mqttUrl());

            orders.recreate();
            orders.insertAndAwait(subscriber);
            orders.awaitStateEqualsTable(rowcast.mqttUrl());
            rowcast.awaitReady();
            await("the row is counted, once the broker has acknowledged it")
                    .untilAsserted(
                            () -> assertThat(rowcast.status().rows().values()).containsExactly(1L));
        } finally {
            orders.database().execute("DROP TABLE IF EXISTS orders_away");
            orders.recreate();
        }
    }
}
