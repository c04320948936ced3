package dev.rowcast.mysql;

import dev.rowcast.change.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the binlog leaves to the server to tell. One per stream, on its thread.
 *
 * <p>MariaDB logs UUID, INET6 and INET4 as if they were BINARY: which it is, only the table's definition says. It is read
 * when the table's first rows come, and again after each statement that may have altered the table. A change between BINARY
 * and these types that is still to be read when Rowcast starts is therefore seen too early: rows before it are published in
 * the new type's shape.
 */
final class Catalogue {
    private static final String FIXED_BINARY_COLUMNS =
            "SELECT COLUMN_NAME, DATA_TYPE FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?"
                    + " AND DATA_TYPE IN ('uuid', 'inet6', 'inet4')";

    private final Collations collations;
    private final Charsets charsets;
    private final ServerKind kind;
    private final Charsets.Connections connections;
    private final Map<TableId, Map<String, String>> fixedBinaryTypes = new HashMap<>();

    Catalogue(ServerKind kind, Collations collations, Charsets charsets, Charsets.Connections connections) {
        this.kind = kind;
        this.collations = collations;
        this.charsets = charsets;
        this.connections = connections;
    }

    ServerKind kind() {
        return kind;
    }

    Collations collations() {
        return collations;
    }

    Charsets charsets() {
        return charsets;
    }

    /** The type of a column that the binlog calls BINARY, if it is one of those that look the same; null otherwise. */
    @Nullable
    String fixedBinaryType(TableId table, String column) throws SQLException {
        if (kind != ServerKind.MARIADB) {
            return null;
        }
        Map<String, String> types = fixedBinaryTypes.get(table);
        if (types == null) {
            types = read(connections, table);
            fixedBinaryTypes.put(table, types);
        }
        return types.get(column);
    }

    /** These tables may have been altered. */
    void forget(Predicate<TableId> altered) {
        fixedBinaryTypes.keySet().removeIf(altered);
    }

    private static Map<String, String> read(Charsets.Connections connections, TableId table) throws SQLException {
        Map<String, String> types = new HashMap<>();
        try (Connection connection = connections.open();
                PreparedStatement statement = connection.prepareStatement(FIXED_BINARY_COLUMNS)) {
            statement.setString(1, table.schema());
            statement.setString(2, table.table());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    types.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return types;
    }
}
