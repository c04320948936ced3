package dev.rowcast.bench.catchup;

import dev.rowcast.bench.rig.BenchDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/** Writes to {@code orders}, over one connection. One thread. */
final class Backlog implements AutoCloseable {
    private static final int ROWS_PER_INSERT = 1_000;

    private final Workload workload;
    private final BacklogPlan plan;
    private final Connection connection;
    private final PreparedStatement insert;
    private final PreparedStatement update;
    private final PreparedStatement delete;

    /** Where the binlog ends. */
    record BinlogPlace(String file, long position) {}

    private Backlog(Workload workload, Connection connection) throws SQLException {
        this.workload = workload;
        this.connection = connection;
        plan = new BacklogPlan(workload);
        insert = connection.prepareStatement(
                "INSERT INTO orders (id, customer_name, product_name, quantity, total) VALUES (?, 'Ada Lovelace', 'Mechanical keyboard', 1, 129.00)");
        update = connection.prepareStatement(
                "UPDATE orders SET quantity = quantity + 1, total = total + 1, status = 'shipped' WHERE id = ?");
        delete = connection.prepareStatement("DELETE FROM orders WHERE id = ?");
    }

    /** Empties the table, and fills it with the rows that are there before the backlog. */
    static Backlog prepare(BenchDatabase database, Workload workload) throws SQLException {
        Backlog backlog = new Backlog(workload, database.connectAsRoot());
        try (Statement statement = backlog.connection.createStatement()) {
            statement.execute("TRUNCATE orders");
            List<Long> orders = backlog.plan.before();
            for (int from = 0; from < orders.size(); from += ROWS_PER_INSERT) {
                statement.execute(orders.subList(from, Math.min(orders.size(), from + ROWS_PER_INSERT)).stream()
                        .map(order -> "(" + order + ", 'Grace Hopper', 'Nanosecond of wire', 100, 25.00)")
                        .collect(Collectors.joining(
                                ", ",
                                "INSERT INTO orders (id, customer_name, product_name, quantity, total) VALUES ",
                                "")));
            }
        }
        backlog.connection.setAutoCommit(false);
        return backlog;
    }

    /** Changes the one order that is not of the backlog, and says where the backlog will begin. */
    BinlogPlace mark() throws SQLException {
        execute(insert, workload.mark());
        connection.commit();
        try (Statement statement = connection.createStatement();
                ResultSet status = statement.executeQuery("SHOW BINARY LOG STATUS")) {
            status.next();
            return new BinlogPlace(status.getString("File"), status.getLong("Position"));
        }
    }

    /** Writes all of it. */
    void write() throws SQLException {
        while (plan.hasNext()) {
            for (BacklogPlan.Change change : plan.next()) {
                execute(
                        switch (change.kind()) {
                            case INSERT -> insert;
                            case UPDATE -> update;
                            case DELETE -> delete;
                        },
                        change.order());
            }
            connection.commit();
        }
    }

    private static void execute(PreparedStatement statement, long order) throws SQLException {
        statement.setLong(1, order);
        if (statement.executeUpdate() != 1) {
            throw new IllegalStateException(statement + " has not changed one row");
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
