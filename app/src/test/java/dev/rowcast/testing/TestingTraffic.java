package dev.rowcast.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.testing.TestingSubscriber.Received;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/**
 * Writers that change a few orders at random, each on a connection of its own, over and over until they are stopped; a lost
 * connection is opened again. Each change is entered in a ledger within its own transaction, while the row is locked: by key
 * the ledger's order is the order of commits.
 */
public final class TestingTraffic implements AutoCloseable {
    private static final int KEYS = 12;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final TestingDatabase database;
    private final AtomicInteger commits = new AtomicInteger();
    private final List<Thread> writers = new ArrayList<>();
    private volatile boolean stopping;

    private TestingTraffic(TestingDatabase database) {
        this.database = database;
    }

    /** Begins, with an empty ledger. The seed is printed: the same seed gives the same choices, though not the same order. */
    public static TestingTraffic start(TestingDatabase database, int writers, long seed) throws SQLException {
        database.execute(
                "CREATE TABLE IF NOT EXISTS ledger (seq BIGINT AUTO_INCREMENT PRIMARY KEY, order_id BIGINT NOT NULL,"
                        + " entry VARCHAR(60) NOT NULL)",
                "DELETE FROM ledger");
        System.err.println("Traffic on " + database + ": seed " + seed);
        TestingTraffic traffic = new TestingTraffic(database);
        for (int i = 0; i < writers; i++) {
            Writer writer = traffic.new Writer("w" + i, new Random(seed + i));
            Thread thread = new Thread(writer::run, "writer-" + i);
            thread.setDaemon(true);
            traffic.writers.add(thread);
            thread.start();
        }
        return traffic;
    }

    /** Waits until so many transactions more have been committed. */
    public void awaitCommits(int count) {
        int goal = commits.get() + count;
        Awaitility.await("writers commit")
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> commits.get() >= goal);
    }

    /** Returns when all writers have ended. */
    public void stop() {
        stopping = true;
        for (Thread writer : writers) {
            Awaitility.await(writer.getName() + " ends")
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> !writer.isAlive());
        }
    }

    /**
     * Every change of the ledger has arrived, by key in the order of commits; what arrived more than once has the version it
     * had before.
     */
    public void assertAllArrived(List<Received> events) throws SQLException {
        Map<Long, List<String>> arrived = new TreeMap<>();
        for (Received event : TestingSubscriber.withoutRepetitions(events)) {
            if (!event.json().path("after").path("product_name").asText().equals("marker")) {
                long key = event.json().get("key").get("id").longValue();
                arrived.computeIfAbsent(key, ignored -> new ArrayList<>()).add(entry(event));
            }
        }
        Map<Long, List<String>> ledger = ledger();
        assertThat(ledger.values().stream().mapToInt(List::size).sum())
                .as("entries")
                .isPositive();
        assertThat(arrived).isEqualTo(ledger);
    }

    private static String entry(Received event) {
        String operation = event.json().get("op").textValue();
        return operation.equals("delete")
                ? operation
                : operation + " "
                        + event.json().get("after").get("customer_name").textValue();
    }

    private Map<Long, List<String>> ledger() throws SQLException {
        Map<Long, List<String>> ledger = new TreeMap<>();
        try (Connection connection = database.rootConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT order_id, entry FROM ledger ORDER BY seq")) {
            while (rows.next()) {
                ledger.computeIfAbsent(rows.getLong(1), ignored -> new ArrayList<>())
                        .add(rows.getString(2));
            }
        }
        return ledger;
    }

    @Override
    public void close() {
        stop();
    }

    private final class Writer {
        private final String name;
        private final Random random;
        private int changes;

        Writer(String name, Random random) {
            this.name = name;
            this.random = random;
        }

        void run() {
            while (!stopping) {
                try (Connection connection = database.rootConnection();
                        Statement statement = connection.createStatement()) {
                    connection.setAutoCommit(false);
                    statement.execute("SET SESSION innodb_lock_wait_timeout = 3");
                    while (!stopping) {
                        transaction(connection, statement);
                    }
                } catch (SQLException e) {
                    // The server is away; whether the last transaction was committed, the ledger knows.
                    LockSupport.parkNanos(10_000_000);
                }
            }
        }

        private void transaction(Connection connection, Statement statement) throws SQLException {
            try {
                for (int steps = 1 + random.nextInt(4); steps > 0; steps--) {
                    change(statement, 1 + random.nextInt(KEYS));
                }
                if (random.nextInt(8) == 0) {
                    connection.rollback();
                } else {
                    connection.commit();
                    commits.incrementAndGet();
                }
            } catch (SQLException e) {
                // Two writers that wait for each other; with a lost connection this fails too, and ends the connection.
                connection.rollback();
            }
        }

        private void change(Statement statement, int key) throws SQLException {
            String mark = name + "-" + ++changes;
            int other = 1 + random.nextInt(KEYS);
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> insert(statement, key, mark);
                case 3 -> delete(statement, key);
                case 4 -> move(statement, key, other, mark);
                default -> update(statement, key, mark);
            }
        }

        private void insert(Statement statement, int key, String mark) throws SQLException {
            try {
                statement.executeUpdate("INSERT INTO orders (id, customer_name, product_name, total) VALUES (" + key
                        + ", '" + mark + "', 'Łamp', " + random.nextInt(10_000) + ".50)");
                enter(statement, key, "insert " + mark);
            } catch (SQLIntegrityConstraintViolationException e) {
                // It exists.
            }
        }

        private void update(Statement statement, int key, String mark) throws SQLException {
            if (statement.executeUpdate("UPDATE orders SET customer_name = '" + mark + "' WHERE id = " + key) == 1) {
                enter(statement, key, "update " + mark);
            }
        }

        private void delete(Statement statement, int key) throws SQLException {
            if (statement.executeUpdate("DELETE FROM orders WHERE id = " + key) == 1) {
                enter(statement, key, "delete");
            }
        }

        private void move(Statement statement, int key, int other, String mark) throws SQLException {
            if (key == other) {
                return;
            }
            try {
                String sql = "UPDATE orders SET id = " + other + ", customer_name = '" + mark + "' WHERE id = " + key;
                if (statement.executeUpdate(sql) == 1) {
                    enter(statement, key, "delete");
                    enter(statement, other, "insert " + mark);
                }
            } catch (SQLIntegrityConstraintViolationException e) {
                // The other exists.
            }
        }

        private void enter(Statement statement, int key, String entry) throws SQLException {
            statement.executeUpdate("INSERT INTO ledger (order_id, entry) VALUES (" + key + ", '" + entry + "')");
        }
    }
}
