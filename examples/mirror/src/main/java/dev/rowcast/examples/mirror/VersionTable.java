package dev.rowcast.examples.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The side table {@code <target>_mirror}: what is known of each key, and by which connection it was told last, in the same
 * transactions as the rows. Connections are numbered; a number is a <em>generation</em>.
 */
final class VersionTable {
    private static final int MOST_KEY_BYTES = 3072;

    private final Connection connection;
    private final String table;

    VersionTable(Connection connection, String target) {
        this.connection = connection;
        this.table = Column.quoted(target + "_mirror");
    }

    void create() throws SQLException {
        execute("CREATE TABLE IF NOT EXISTS " + table + " (row_key VARBINARY(" + MOST_KEY_BYTES
                + ") NOT NULL PRIMARY KEY,"
                + " version VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,"
                + " kind ENUM ('GONE', 'PRESENT', 'GHOST') NOT NULL,"
                + " generation BIGINT NOT NULL) ENGINE = InnoDB");
    }

    /** One that no row has. */
    long nextGeneration() throws SQLException {
        return number("SELECT COALESCE(MAX(generation), 0) + 1 FROM " + table);
    }

    long present() throws SQLException {
        return number("SELECT COUNT(*) FROM " + table + " WHERE kind = 'PRESENT'");
    }

    /** How many rows a generation has told of. */
    long present(long generation) throws SQLException {
        return number("SELECT COUNT(*) FROM " + table + " WHERE kind = 'PRESENT' AND generation = " + generation);
    }

    /** What is known of keys; those of which nothing is are missing. */
    Map<String, Known> read(Collection<String> keys) throws SQLException {
        Map<String, Known> known = new HashMap<>();
        if (keys.isEmpty()) {
            return known;
        }
        String marks = String.join(",", Collections.nCopies(keys.size(), "?"));
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT row_key, version, kind FROM " + table + " WHERE row_key IN (" + marks + ")")) {
            int parameter = 0;
            for (String key : keys) {
                statement.setBytes(++parameter, key.getBytes(UTF_8));
            }
            read(statement, known);
        }
        return known;
    }

    private static void read(PreparedStatement statement, Map<String, Known> known) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                known.put(
                        new String(rows.getBytes(1), UTF_8),
                        new Known(rows.getString(2), Known.Kind.valueOf(rows.getString(3))));
            }
        }
    }

    void write(Map<String, Known> known, long generation) throws SQLException, MisfitException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO " + table
                + " (row_key, version, kind, generation) VALUES (?, ?, ?, ?) ON DUPLICATE KEY UPDATE"
                + " version = VALUES(version), kind = VALUES(kind), generation = VALUES(generation)")) {
            for (Map.Entry<String, Known> entry : known.entrySet()) {
                byte[] key = entry.getKey().getBytes(UTF_8);
                if (key.length > MOST_KEY_BYTES) {
                    throw new MisfitException("A key of " + key.length + " bytes is longer than the " + MOST_KEY_BYTES
                            + " that are mirrored: " + entry.getKey().substring(0, 60) + "…");
                }
                statement.setBytes(1, key);
                statement.setString(2, entry.getValue().version());
                statement.setString(3, entry.getValue().kind().name());
                statement.setLong(4, generation);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /**
     * Rows of which a generation has not told, in the order of their keys.
     *
     * @param after the key behind which to look; empty for the beginning
     */
    List<String> unseen(long generation, String after, int most) throws SQLException {
        List<String> keys = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT row_key FROM " + table
                + " WHERE row_key > ? AND kind = 'PRESENT' AND generation <> ? ORDER BY row_key LIMIT ?")) {
            statement.setBytes(1, after.getBytes(UTF_8));
            statement.setLong(2, generation);
            statement.setInt(3, most);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    keys.add(new String(rows.getBytes(1), UTF_8));
                }
            }
        }
        return keys;
    }

    /** Forgets what is no row and was told neither by this generation nor by the one before. */
    void forgetBefore(long generation) throws SQLException {
        execute("DELETE FROM " + table + " WHERE kind <> 'PRESENT' AND generation < " + (generation - 1));
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
