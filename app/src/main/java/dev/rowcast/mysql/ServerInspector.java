package dev.rowcast.mysql;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.TableId;
import dev.rowcast.config.NearMatch;
import dev.rowcast.preflight.BinlogFacts;
import dev.rowcast.preflight.Flavour;
import dev.rowcast.preflight.PatternFacts;
import dev.rowcast.preflight.Privileges;
import dev.rowcast.preflight.ServerFacts;
import dev.rowcast.preflight.ServerIdentity;
import dev.rowcast.preflight.TableChecks;
import dev.rowcast.preflight.TableFacts;
import dev.rowcast.preflight.TableFacts.ColumnFacts;
import dev.rowcast.preflight.TableFacts.Origin;
import dev.rowcast.preflight.TableFacts.Present;
import dev.rowcast.selection.TablePattern;
import dev.rowcast.selection.TableSelection;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server, MySQL or MariaDB, for the facts that preflight judges. Needs no privilege of its own: what the account may
 * not see is told as such. Changes nothing. On the caller's thread.
 */
public final class ServerInspector {
    private static final int TABLE_NAMES_MAX = 10_000;
    private static final int SIMILAR_MAX = 3;
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
        List<TableFacts> tableFacts = new ArrayList<>();
        for (TableId table : tables.named()) {
            tableFacts.add(readTable(table));
        }
        return new ServerFacts(
                identity,
                readBinlog(flavour, variables),
                readPrivileges(flavour),
                tableFacts,
                tables.hasPatterns() ? Optional.of(readPatterns(tables, tableFacts)) : Optional.empty(),
                false);
    }

    /** Adds the tables that can be followed. */
    private PatternFacts readPatterns(TableSelection tables, List<TableFacts> followable) throws SQLException {
        List<Present> leftOut = new ArrayList<>();
        Set<TablePattern> unmatched = new LinkedHashSet<>(tables.patterns());
        for (Present table : TableDirectory.matching(connection, tables)) {
            if (TableChecks.hindrance(table).isPresent()) {
                leftOut.add(table);
            } else {
                followable.add(
                        new Present(table.id(), false, table.engine(), table.primaryKey(), readColumns(table.id())));
                unmatched.removeIf(pattern -> pattern.matches(table.id()));
            }
        }
        List<TableId> similar = new ArrayList<>();
        for (TablePattern pattern : unmatched) {
            similar.addAll(readSimilar(pattern.named()));
        }
        return new PatternFacts(
                leftOut,
                unmatched.stream().map(TablePattern::toString).toList(),
                similar.stream().distinct().limit(SIMILAR_MAX).toList());
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
                if (!isRefusal(e)) {
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
                if (!isRefusal(e)) {
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
            if (!isRefusal(e)) {
                throw e;
            }
            return Privileges.unknown();
        }
    }

    private TableFacts readTable(TableId table) throws SQLException {
        String sql = "SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, ENGINE FROM information_schema.TABLES"
                + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?";
        List<Present> found = Jdbc.rows(
                connection,
                sql,
                row -> new Present(
                        new TableId(row.getString(1), row.getString(2)),
                        row.getString(3).toUpperCase(Locale.ROOT).contains("VIEW"),
                        orEmpty(row.getString(4)),
                        List.of(),
                        List.of()),
                table.schema(),
                table.table());
        for (Present present : found) {
            // Collations may let other letter cases through; the binlog does not.
            if (present.id().equals(table)) {
                return new Present(table, present.view(), present.engine(), readPrimaryKey(table), readColumns(table));
            }
        }
        return new TableFacts.Missing(table, readSimilar(table));
    }

    /** From STATISTICS, for MariaDB's KEY_COLUMN_USAGE shows nothing to an account with SELECT alone. */
    private List<String> readPrimaryKey(TableId table) throws SQLException {
        String sql = "SELECT COLUMN_NAME FROM information_schema.STATISTICS"
                + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND INDEX_NAME = 'PRIMARY' ORDER BY SEQ_IN_INDEX";
        return Jdbc.rows(connection, sql, row -> row.getString(1), table.schema(), table.table());
    }

    private List<ColumnFacts> readColumns(TableId table) throws SQLException {
        String sql = "SELECT COLUMN_NAME, COLUMN_TYPE, EXTRA FROM information_schema.COLUMNS"
                + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION";
        return Jdbc.rows(
                connection,
                sql,
                row -> new ColumnFacts(row.getString(1), row.getString(2), origin(orEmpty(row.getString(3)))),
                table.schema(),
                table.table());
    }

    private static Origin origin(String extra) {
        String attributes = extra.toUpperCase(Locale.ROOT);
        if (attributes.contains("VIRTUAL")) {
            return Origin.VIRTUAL;
        }
        boolean stored = attributes.contains("STORED GENERATED") || attributes.contains("PERSISTENT");
        return stored ? Origin.STORED : Origin.WRITTEN;
    }

    /** Tables of the same name elsewhere, then tables whose full name is near. */
    private List<TableId> readSimilar(TableId table) throws SQLException {
        String sql = "SELECT TABLE_SCHEMA, TABLE_NAME FROM information_schema.TABLES WHERE TABLE_TYPE = 'BASE TABLE'"
                + " AND TABLE_SCHEMA NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema') LIMIT "
                + TABLE_NAMES_MAX;
        Map<String, TableId> tables = new HashMap<>();
        Jdbc.rows(connection, sql, row -> new TableId(row.getString(1), row.getString(2)))
                .forEach(other -> tables.put(other.toString(), other));
        Stream<TableId> namesakes = tables.values().stream()
                .filter(other -> other.table().equals(table.table()))
                .sorted();
        Stream<TableId> near =
                NearMatch.allOf(table.toString(), tables.keySet()).stream().map(tables::get);
        return Stream.concat(namesakes, near).distinct().limit(SIMILAR_MAX).toList();
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

    /** Whether the server has understood us and said no, or does not know the statement. */
    private static boolean isRefusal(SQLException e) {
        return e instanceof SQLSyntaxErrorException || "42000".equals(e.getSQLState());
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
