package dev.rowcast.mysql;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.TableId;
import dev.rowcast.config.NearMatch;
import dev.rowcast.preflight.PatternFacts;
import dev.rowcast.preflight.TableChecks;
import dev.rowcast.preflight.TableFacts;
import dev.rowcast.preflight.TableFacts.ColumnFacts;
import dev.rowcast.preflight.TableFacts.Origin;
import dev.rowcast.preflight.TableFacts.Present;
import dev.rowcast.selection.TablePattern;
import dev.rowcast.selection.TableSelection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Asks a server for what preflight judges of the watched tables, as far as the account may see them. Changes nothing. On the
 * caller's thread.
 */
final class TableInspector {
    private static final int TABLE_NAMES_MAX = 10_000;
    private static final int SIMILAR_MAX = 3;

    private final Connection connection;

    TableInspector(Connection connection) {
        this.connection = requireNonNull(connection, "connection is null");
    }

    /** Those that are named, in their order. */
    List<TableFacts> named(TableSelection tables) throws SQLException {
        List<TableFacts> facts = new ArrayList<>();
        for (TableId table : tables.named()) {
            facts.add(read(table));
        }
        return facts;
    }

    /** What the patterns stand for; adds the tables that can be followed. */
    PatternFacts patterns(TableSelection tables, List<TableFacts> followable) throws SQLException {
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

    private TableFacts read(TableId table) throws SQLException {
        String sql = "SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, ENGINE FROM information_schema.TABLES"
                + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?";
        List<Present> found = Jdbc.rows(
                connection,
                sql,
                row -> new Present(
                        new TableId(row.getString(1), row.getString(2)),
                        row.getString(3).toUpperCase(Locale.ROOT).contains("VIEW"),
                        ServerInspector.orEmpty(row.getString(4)),
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
                row -> new ColumnFacts(
                        row.getString(1), row.getString(2), origin(ServerInspector.orEmpty(row.getString(3)))),
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
}
