package dev.rowcast.examples.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rowcast.examples.follower.ContractException;
import dev.rowcast.examples.follower.TopicKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/** Writes and deletes rows of the target, many with one statement. */
final class RowWriter {
    private final Connection connection;
    private final TargetTable table;
    private final String insert;
    private final String delete;

    RowWriter(Connection connection, TargetTable table) {
        this.connection = connection;
        this.table = table;
        List<String> names = table.columns().stream().map(Column::quoted).toList();
        insert = "INSERT INTO " + table.quoted() + " (" + String.join(", ", names) + ") VALUES ("
                + names.stream().map(name -> "?").collect(Collectors.joining(", ")) + ") ON DUPLICATE KEY UPDATE "
                + names.stream().map(name -> name + " = VALUES(" + name + ")").collect(Collectors.joining(", "));
        delete = "DELETE FROM " + table.quoted() + " WHERE "
                + table.key().stream().map(RowWriter::equality).collect(Collectors.joining(" AND "));
    }

    /** To the index by the column's collation, then exactly: {@code a} may be gone while {@code A} is there. */
    private static String equality(Column column) {
        String equal = column.quoted() + " = ?";
        return column.characters() ? equal + " AND HEX(CONVERT(" + column.quoted() + " USING utf8mb4)) = ?" : equal;
    }

    void write(Collection<ObjectNode> rows) throws SQLException, MisfitException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (ObjectNode row : rows) {
                requireColumns(row);
                int parameter = 0;
                for (Column column : table.columns()) {
                    JsonNode value = row.get(column.name());
                    if (value == null) {
                        throw new MisfitException("The target's column " + column.name()
                                + " is not told of the source: drop it there, or tell it (ROWCAST_COLUMNS)");
                    }
                    statement.setObject(++parameter, column.value(value));
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Generated columns are told, and computed by the target itself. */
    private void requireColumns(ObjectNode row) throws MisfitException {
        if (row.size() == table.columns().size()) {
            return;
        }
        for (Iterator<String> names = row.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!table.hasColumn(name)) {
                throw new MisfitException("The source has a column " + name + ", the target's table " + table.name()
                        + " has not: add it there (ALTER TABLE), and start the mirror again");
            }
        }
    }

    /** @param keys as in topics */
    void delete(Collection<String> keys) throws SQLException, MisfitException, ContractException {
        if (keys.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(delete)) {
            for (String key : keys) {
                bind(statement, key);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private void bind(PreparedStatement statement, String key) throws SQLException, MisfitException, ContractException {
        List<String> values = TopicKey.values(key);
        if (values.size() != table.key().size()) {
            throw new MisfitException("The key " + key + " has " + values.size() + " values, the target's primary key "
                    + table.key().size() + " columns: give it the source's");
        }
        int parameter = 0;
        for (int i = 0; i < values.size(); i++) {
            Column column = table.key().get(i);
            statement.setObject(++parameter, column.keyValue(values.get(i)));
            if (column.characters()) {
                statement.setString(
                        ++parameter,
                        HexFormat.of().withUpperCase().formatHex(values.get(i).getBytes(UTF_8)));
            }
        }
    }
}
