package dev.rowcast.mysql;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.Row;
import dev.rowcast.change.TableId;
import dev.rowcast.http.NewOrder;
import dev.rowcast.http.OrderPatch;
import dev.rowcast.http.OrderRejectedException;
import dev.rowcast.http.Orders;
import dev.rowcast.http.OrdersPage;
import dev.rowcast.http.OrdersRange;
import dev.rowcast.http.OrdersUnavailableException;
import dev.rowcast.relay.RelayStatus;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The orders table behind the HTTP interface. Any thread. */
public final class MysqlOrders implements Orders {
    private static final Logger LOG = LoggerFactory.getLogger(MysqlOrders.class);

    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int DEADLOCK = 1213;
    private static final int TABLE_ACCESS_DENIED = 1142;

    private final TableId table;
    private final ConnectionPool pool;
    private final Charsets charsets;
    private final OrdersListing listing;

    /** @param pool of connections to the server; the caller's to close */
    public MysqlOrders(TableId table, ConnectionPool pool, Supplier<RelayStatus> status) {
        this.table = requireNonNull(table, "table is null");
        this.pool = requireNonNull(pool, "pool is null");
        // On connections beside the pool's, of which all may wait for a character set.
        this.charsets = new Charsets(() -> Jdbc.connect(pool.login()));
        this.listing = new OrdersListing(table, pool, charsets, requireNonNull(status, "status is null"));
    }

    @Override
    public OrdersPage list(OrdersRange range) throws OrdersUnavailableException {
        try {
            return listing.list(range);
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private List<Row> select(Connection connection, String condition, BigInteger id) throws SQLException {
        TableColumns columns = TableColumns.read(connection, charsets, table);
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(columns.select() + " " + condition)) {
            statement.setObject(1, id);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    rows.add(columns.row(found));
                }
            }
        }
        return rows;
    }

    @Override
    public Optional<Row> find(BigInteger id) throws OrdersUnavailableException {
        try (Connection connection = pool.connection()) {
            return find(connection, id);
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private Optional<Row> find(Connection connection, BigInteger id) throws SQLException {
        return select(connection, "WHERE id = ?", id).stream().findFirst();
    }

    @Override
    public Row create(NewOrder order) throws OrdersUnavailableException, OrderRejectedException {
        String sql = "INSERT INTO " + TableColumns.quote(table)
                + " (customer_name, product_name, quantity, total, status) VALUES (?, ?, ?, ?, ?)";
        try (Connection connection = pool.connection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(
                    statement,
                    order.customerName(),
                    order.productName(),
                    order.quantity(),
                    order.total(),
                    order.status().label());
            connection.setAutoCommit(false);
            statement.executeUpdate();
            String id = requireNonNull(Jdbc.value(connection, "SELECT LAST_INSERT_ID()"));
            Optional<Row> created = readThenCommit(connection, new BigInteger(id));
            return created.orElseThrow(() -> OrderRejectedException.conflict("the order was deleted at once"));
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    @Override
    public Optional<Row> update(BigInteger id, OrderPatch patch)
            throws OrdersUnavailableException, OrderRejectedException {
        String sql = "UPDATE " + TableColumns.quote(table)
                + " SET customer_name = COALESCE(?, customer_name), product_name = COALESCE(?, product_name),"
                + " quantity = COALESCE(?, quantity), total = COALESCE(?, total), status = COALESCE(?, status)"
                + " WHERE id = ?";
        try (Connection connection = pool.connection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(
                    statement,
                    patch.customerName(),
                    patch.productName(),
                    patch.quantity(),
                    patch.total(),
                    patch.status() == null ? null : patch.status().label(),
                    id);
            connection.setAutoCommit(false);
            statement.executeUpdate();
            return readThenCommit(connection, id);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** In the transaction that has written it, for after the commit somebody may change or delete it at once. */
    private Optional<Row> readThenCommit(Connection connection, BigInteger id) throws SQLException {
        Optional<Row> row = find(connection, id);
        connection.commit();
        return row;
    }

    @Override
    public boolean delete(BigInteger id) throws OrdersUnavailableException, OrderRejectedException {
        String sql = "DELETE FROM " + TableColumns.quote(table) + " WHERE id = ?";
        try (Connection connection = pool.connection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, id);
            return statement.executeUpdate() > 0;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    /** SQLSTATE classes 22 and 23: the values, and conflicts with other rows. */
    private static OrdersUnavailableException failure(SQLException e) throws OrderRejectedException {
        String state = String.valueOf(e.getSQLState());
        String reason = String.valueOf(e.getMessage());
        if (state.startsWith("22")) {
            throw OrderRejectedException.invalid(reason);
        }
        if (state.startsWith("23") || e.getErrorCode() == LOCK_WAIT_TIMEOUT || e.getErrorCode() == DEADLOCK) {
            throw OrderRejectedException.conflict(reason);
        }
        if (e.getErrorCode() == TABLE_ACCESS_DENIED) {
            throw OrderRejectedException.invalid("the database user may not change orders");
        }
        return unavailable(e);
    }

    private static OrdersUnavailableException unavailable(SQLException e) {
        LOG.debug("The orders can not be asked for", e);
        return new OrdersUnavailableException("the database can not be asked now", e);
    }
}
