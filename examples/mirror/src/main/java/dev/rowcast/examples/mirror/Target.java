package dev.rowcast.examples.mirror;

import dev.rowcast.examples.follower.Change;
import dev.rowcast.examples.follower.ContractException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * The table that is kept equal, on one connection to its database. Rows and what is known of them change in one
 * transaction, so that the mirror may end at any moment. One thread. A connection that has failed is to be closed.
 */
final class Target implements AutoCloseable {
    private static final int GHOSTS_AT_ONCE = 500;
    private static final int LOCK_SECONDS = 1;
    /**
     * Strict, so that no value is stored as another one; dates of zero and a key of 0 are values like others. Triggers of
     * time zones and of foreign keys are the source's: rows do not come in the order of its transactions.
     */
    private static final List<String> SESSION = List.of(
            "SET SESSION sql_mode = 'STRICT_ALL_TABLES,ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO,NO_ENGINE_SUBSTITUTION'",
            "SET SESSION time_zone = '+00:00'",
            "SET SESSION foreign_key_checks = 0");

    private final Connection connection;
    private final RowWriter rows;
    private final VersionTable versions;
    private final long generation;

    private Target(Connection connection, MirrorSettings.Target settings) throws SQLException, MisfitException {
        this.connection = connection;
        for (String statement : SESSION) {
            execute(statement);
        }
        lock(settings.table());
        TargetTable table = TargetTable.read(connection, settings.table());
        rows = new RowWriter(connection, table);
        versions = new VersionTable(connection, settings.table());
        versions.create();
        connection.setAutoCommit(false);
        requireOwn(table);
        generation = versions.nextGeneration();
        connection.commit();
    }

    /**
     * Connects, and begins a new generation.
     *
     * @throws SQLException if the database can not be reached, or another mirror is at work: see {@link SqlFailure}
     * @throws MisfitException if the table is not one to mirror in
     */
    static Target open(MirrorSettings.Target settings) throws SQLException, MisfitException {
        Properties properties = new Properties();
        properties.setProperty("connectTimeout", "10000");
        properties.setProperty("socketTimeout", "60000");
        // many rows in one statement
        properties.setProperty("rewriteBatchedStatements", "true");
        properties.setProperty("user", settings.user());
        if (settings.password() != null) {
            properties.setProperty("password", settings.password());
        }
        Connection connection = DriverManager.getConnection(settings.jdbcUrl(), properties);
        boolean usable = false;
        try {
            Target target = new Target(connection, settings);
            usable = true;
            return target;
        } finally {
            if (!usable) {
                connection.close();
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Until the connection ends, whatever becomes of this process. */
    private void lock(String table) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT GET_LOCK(SHA2(CONCAT(DATABASE(), '.', ?), 256), ?)")) {
            statement.setString(1, table + " mirror");
            statement.setInt(2, LOCK_SECONDS);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next() || row.getInt(1) != 1) {
                    throw new SQLTransientException("another mirror is at work on " + table);
                }
            }
        }
    }

    private void requireOwn(TargetTable table) throws SQLException, MisfitException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + table.quoted())) {
            row.next();
            long known = versions.present();
            if (row.getLong(1) != known) {
                throw new MisfitException("The target's table " + table.name() + " has " + row.getLong(1)
                        + " rows, of which the mirror has written " + known + ": empty it and " + table.name()
                        + "_mirror (TRUNCATE TABLE), and let nobody else write there");
            }
        }
    }

    /** Makes the changes, in order, and commits. */
    void apply(List<Change> changes) throws SQLException, MisfitException, ContractException {
        if (changes.isEmpty()) {
            return;
        }
        Plan plan =
                Plan.of(changes, versions.read(changes.stream().map(Change::key).collect(Collectors.toSet())));
        rows.delete(plan.removed());
        rows.write(plan.rows());
        versions.write(plan.known(), generation);
        connection.commit();
    }

    /** How many rows this connection was told of. */
    long told() throws SQLException {
        long told = versions.present(generation);
        connection.commit();
        return told;
    }

    /**
     * Removes all rows of which this connection was not told; to be called when it was told of all.
     *
     * @return how many there were
     */
    long removeGhosts() throws SQLException, MisfitException, ContractException {
        long removed = 0;
        List<String> keys = versions.unseen(generation, "", GHOSTS_AT_ONCE);
        while (!keys.isEmpty()) {
            Map<String, Known> ghosts = new HashMap<>();
            versions.read(keys).forEach((key, known) -> ghosts.put(key, known.asGhost()));
            rows.delete(keys);
            versions.write(ghosts, generation);
            connection.commit();
            removed += keys.size();
            keys = versions.unseen(generation, keys.get(keys.size() - 1), GHOSTS_AT_ONCE);
        }
        versions.forgetBefore(generation);
        connection.commit();
        return removed;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
