package dev.rowcast.mysql;

import static java.util.Objects.requireNonNull;

import dev.rowcast.preflight.BinlogFacts;
import dev.rowcast.preflight.Flavour;
import dev.rowcast.preflight.Privileges;
import dev.rowcast.preflight.Replicas;
import dev.rowcast.preflight.Replicas.Replica;
import dev.rowcast.preflight.ServerFacts;
import dev.rowcast.preflight.ServerIdentity;
import dev.rowcast.preflight.TableFacts;
import dev.rowcast.selection.TableSelection;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server, MySQL or MariaDB, for the facts that preflight judges. Needs no privilege of its own: what the account may
 * not see is told as such. Changes nothing. On the caller's thread.
 */
public final class ServerInspector {
    private static final List<String> VARIABLES = List.of(
            "log_bin",
            "binlog_format",
            "binlog_row_image",
            "binlog_row_metadata",
            "binlog_row_value_options",
            "binlog_transaction_compression",
            "binlog_order_commits",
            "log_bin_compress",
            "log_replica_updates",
            "log_slave_updates",
            "gtid_mode",
            "server_id",
            "server_uuid");

    private final Connection connection;

    public ServerInspector(Connection connection) {
        this.connection = requireNonNull(connection, "connection is null");
    }

    /**
     * Reads all facts.
     *
     * @throws SQLException if the connection breaks, or the server refuses what every account may ask
     */
    public ServerFacts inspect(TableSelection tables) throws SQLException {
        Map<String, String> variables = readVariables();
        String version = readText("SELECT VERSION()").orElse("");
        Flavour flavour = version.toLowerCase(Locale.ROOT).contains("mariadb") ? Flavour.MARIADB : Flavour.MYSQL;
        ServerIdentity identity = new ServerIdentity(
                flavour,
                version,
                Long.parseLong(variables.getOrDefault("server_id", "0")),
                flavour == Flavour.MYSQL ? variables.get("server_uuid") : null,
                readText("SELECT CURRENT_USER()").orElse(""));
        TableInspector inspector = new TableInspector(connection);
        List<TableFacts> tableFacts = new ArrayList<>(inspector.named(tables));
        return new ServerFacts(
                identity,
                readBinlog(flavour, variables),
                readPrivileges(flavour),
                tableFacts,
                tables.hasPatterns() ? Optional.of(inspector.patterns(tables, tableFacts)) : Optional.empty(),
                false,
                readReplicas());
    }

    private Map<String, String> readVariables() throws SQLException {
        String names = "'" + String.join("', '", VARIABLES) + "'";
        Map<String, String> variables = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SHOW GLOBAL VARIABLES WHERE Variable_name IN (" + names + ")")) {
            while (rows.next()) {
                variables.put(rows.getString(1).toLowerCase(Locale.ROOT), rows.getString(2));
            }
        }
        return variables;
    }

    private BinlogFacts readBinlog(Flavour flavour, Map<String, String> variables) throws SQLException {
        boolean enabled = "ON".equalsIgnoreCase(variables.get("log_bin"));
        List<String> filters = enabled ? readFilters(flavour) : List.of("", "");
        return new BinlogFacts(
                enabled,
                variables.get("binlog_format"),
                variables.get("binlog_row_image"),
                variables.get("binlog_row_metadata"),
                variables.get("gtid_mode"),
                new BinlogFacts.Options(
                        variables.get("log_bin_compress"),
                        variables.get("binlog_transaction_compression"),
                        variables.get("binlog_row_value_options"),
                        variables.get("binlog_order_commits"),
                        isReplica()
                                ? variables.getOrDefault("log_replica_updates", variables.get("log_slave_updates"))
                                : null,
                        splitNames(filters.get(0)),
                        splitNames(filters.get(1))));
    }

    /** The statement's name changed with MySQL 8.0.22 and MariaDB 10.5.1; false if the account may not ask. */
    private boolean isReplica() throws SQLException {
        for (String sql : List.of("SHOW REPLICA STATUS", "SHOW SLAVE STATUS")) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                return rows.next();
            } catch (SQLException e) {
                if (!SqlFailure.isRefusal(e)) {
                    throw e;
                }
            }
        }
        return false;
    }

    /** What {@code binlog_do_db} and {@code binlog_ignore_db} say; nothing if the account may not ask. */
    private List<String> readFilters(Flavour flavour) throws SQLException {
        // MySQL 8.2 brought the first name, 8.4 took the second away.
        List<String> statements =
                switch (flavour) {
                    case MYSQL -> List.of("SHOW BINARY LOG STATUS", "SHOW MASTER STATUS");
                    case MARIADB -> List.of("SHOW MASTER STATUS");
                };
        for (String sql : statements) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                return rows.next()
                        ? List.of(orEmpty(rows.getString("Binlog_Do_DB")), orEmpty(rows.getString("Binlog_Ignore_DB")))
                        : List.of("", "");
            } catch (SQLException e) {
                if (!SqlFailure.isRefusal(e)) {
                    throw e;
                }
            }
        }
        return List.of("", "");
    }

    /** The account's own grants and those of its active roles, which neither server adds by itself. */
    private Privileges readPrivileges(Flavour flavour) throws SQLException {
        try {
            List<String> lines = new ArrayList<>(readLines("SHOW GRANTS FOR CURRENT_USER()"));
            Optional<String> role = readText("SELECT CURRENT_ROLE()").filter(name -> !name.equals("NONE"));
            if (role.isPresent()) {
                lines.addAll(readLines(
                        switch (flavour) {
                            // MySQL: a list of quoted roles. MariaDB: one bare name, whose own roles are told with it.
                            case MYSQL -> "SHOW GRANTS FOR CURRENT_USER() USING " + role.get();
                            case MARIADB -> "SHOW GRANTS FOR `" + role.get().replace("`", "``") + "`";
                        }));
            }
            return Privileges.parse(lines);
        } catch (SQLException e) {
            if (!SqlFailure.isRefusal(e)) {
                throw e;
            }
            return Privileges.unknown();
        }
    }

    /** The statement's name changed with MySQL 8.0.22. */
    private Replicas readReplicas() throws SQLException {
        int streams = (int) Jdbc.rows(connection, "SHOW PROCESSLIST", row -> orEmpty(row.getString(5))).stream()
                .filter(command -> command.startsWith("Binlog Dump"))
                .count();
        for (String sql : List.of("SHOW REPLICAS", "SHOW SLAVE HOSTS")) {
            try {
                return new Replicas(true, Jdbc.rows(connection, sql, ServerInspector::replica), streams);
            } catch (SQLException e) {
                if (!SqlFailure.isRefusal(e)) {
                    throw e;
                }
            }
        }
        return Replicas.UNTOLD;
    }

    private static Replica replica(ResultSet row) throws SQLException {
        // MariaDB has no UUIDs.
        String uuid = row.getMetaData().getColumnCount() >= 5 ? row.getString(5) : "";
        return new Replica(row.getLong(1), orEmpty(row.getString(2)), orEmpty(uuid));
    }

    private Optional<String> readText(String sql) throws SQLException {
        return readLines(sql).stream().findFirst();
    }

    private List<String> readLines(String sql) throws SQLException {
        return Jdbc.rows(connection, sql, row -> row.getString(1)).stream()
                .filter(Objects::nonNull)
                .toList();
    }

    private static List<String> splitNames(String names) {
        return Arrays.stream(names.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
