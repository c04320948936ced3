package dev.rowcast.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.Position;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingFlavour;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tables and rows at random: what the binlog gives, what the snapshot gives and what the server itself prints have to be the
 * same, byte for byte. {@code -Drowcast.oracle.seed=N} repeats a run, {@code
 * -Drowcast.oracle.tables=N} makes it longer.
 */
final class OracleIT {
    private static final int TABLES = Integer.getInteger("rowcast.oracle.tables", 30);
    private static final int ROWS = 100;
    private static final int MAX_COLUMNS = 16;
    private static final int MANY_COLUMNS = 300;
    private static final List<String> OWN_COLUMNS = List.of("id", "updates", "twice", "next");

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void binlogSnapshotAndServerAgree(TestingFlavour flavour) throws Exception {
        agree(flavour.shared());
    }

    @Test
    void theyAgreeOnTheMariadbOfThisMachineToo() throws Exception {
        try (TestingDatabase database = TestingFlavour.mariadbOfThisMachine()) {
            agree(database);
        }
    }

    private static void agree(TestingDatabase database) throws Exception {
        long seed = Long.getLong("rowcast.oracle.seed", System.nanoTime());
        System.out.println(
                "Oracle on " + version(database) + ": " + TABLES * ROWS + " rows, -Drowcast.oracle.seed=" + seed);
        Random random = new Random(seed);
        OracleColumns columns = new OracleColumns(database.flavour(), random);
        agree(database, columns(columns::nextNarrow, MANY_COLUMNS), random, "seed " + seed + ", wide table");
        for (int table = 1; table < TABLES; table++) {
            int count = 1 + random.nextInt(MAX_COLUMNS);
            agree(database, columns(columns::next, count), random, "seed " + seed + ", table " + table);
        }
    }

    private static String version(TestingDatabase database) throws SQLException {
        try (Connection connection = database.connection()) {
            return String.valueOf(Jdbc.value(connection, "SELECT VERSION()"));
        }
    }

    private static List<OracleColumn> columns(Supplier<OracleColumn> kinds, int count) {
        return Stream.generate(kinds).limit(count).toList();
    }

    private static void agree(TestingDatabase database, List<OracleColumn> columns, Random random, String which)
            throws Exception {
        try (WatchedTable table = WatchedTable.create(database, definition(columns, random))) {
            Position before = table.position();
            table.execute(writes(columns, random));

            Map<String, String> streamed = replay(table.changes(before, ROWS + ROWS / 2));

            SortedSet<String> printed = print(table, columns);
            assertSame(new TreeSet<>(streamed.values()), printed, "binlog and server, " + which);
            assertSame(new TreeSet<>(table.snapshot()), printed, "snapshot and server, " + which);
        }
    }

    private static void assertSame(SortedSet<String> rows, SortedSet<String> printed, String which) {
        Iterator<String> expected = printed.iterator();
        for (String row : rows) {
            assertSame(row, expected.next(), which);
        }
        assertThat(rows).as(which).hasSameSizeAs(printed);
    }

    /** Rows may be long: shows where they differ. */
    private static void assertSame(String row, String printed, String which) {
        int mismatch = Arrays.mismatch(row.toCharArray(), printed.toCharArray());
        int start = Math.max(0, mismatch - 60);
        assertThat(mismatch < 0 ? "" : part(row, start)).as(which).isEqualTo(mismatch < 0 ? "" : part(printed, start));
    }

    private static String part(String row, int start) {
        return row.substring(Math.min(start, row.length()), Math.min(start + 120, row.length()));
    }

    /** What stands at the end, by key; each change begins with the row that the one before it left. */
    private static Map<String, String> replay(List<RowChange> changes) {
        Map<String, String> rows = new TreeMap<>();
        for (RowChange change : changes) {
            String key = WatchedTable.json(change.key());
            String before = rows.put(key, WatchedTable.json(change.after()));
            assertThat(change.before() == null ? null : WatchedTable.json(change.before()))
                    .isEqualTo(before);
        }
        return rows;
    }

    private static SortedSet<String> print(WatchedTable table, List<OracleColumn> columns) throws SQLException {
        SortedSet<String> rows = new TreeSet<>();
        String select = IntStream.range(0, columns.size())
                .mapToObj(i -> columns.get(i).print().formatted("c" + i))
                .collect(Collectors.joining(
                        ", ", "SELECT " + String.join(", ", OWN_COLUMNS) + ", ", " FROM " + table.id()));
        try (Connection connection = table.database().rootConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION time_zone = '+00:00', sql_mode = ''");
            try (ResultSet result = statement.executeQuery(select)) {
                while (result.next()) {
                    List<String> members = new ArrayList<>();
                    for (int i = 0; i < OWN_COLUMNS.size(); i++) {
                        members.add("\"" + OWN_COLUMNS.get(i) + "\":" + result.getString(i + 1));
                    }
                    for (int i = 0; i < columns.size(); i++) {
                        String print = result.getString(i + 1 + OWN_COLUMNS.size());
                        String json =
                                print == null ? "null" : columns.get(i).json().apply(print);
                        members.add("\"c" + i + "\":" + json);
                    }
                    rows.add("{" + String.join(",", members) + "}");
                }
            }
        }
        return rows;
    }

    private static String definition(List<OracleColumn> columns, Random random) {
        return "id INT PRIMARY KEY, updates INT DEFAULT 0, twice INT AS (id * 2) VIRTUAL, next INT AS (id + 1) STORED, "
                + IntStream.range(0, columns.size())
                        .mapToObj(i ->
                                "c" + i + " " + columns.get(i).type() + (random.nextInt(10) == 0 ? " INVISIBLE" : ""))
                        .collect(Collectors.joining(", "));
    }

    /** All rows, each by itself; then one statement that changes half of them. */
    private static String[] writes(List<OracleColumn> columns, Random random) {
        Stream<String> inserts = IntStream.range(0, ROWS)
                .mapToObj(id -> "INSERT INTO %s (id, " + names(columns) + ") VALUES (" + id + ", "
                        + values(columns, random) + ")");
        String update = "UPDATE %s a JOIN %s b ON b.id = " + (ROWS - 1) + " SET a.updates = 1, " + copies(columns)
                + " WHERE a.id < " + ROWS / 2;
        return Stream.concat(inserts, Stream.of(update)).toArray(String[]::new);
    }

    private static String names(List<OracleColumn> columns) {
        return IntStream.range(0, columns.size()).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
    }

    private static String values(List<OracleColumn> columns, Random random) {
        return columns.stream()
                .map(column ->
                        random.nextInt(8) == 0 ? "NULL" : column.literal().get())
                .collect(Collectors.joining(", "));
    }

    private static String copies(List<OracleColumn> columns) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> "a.c" + i + " = b.c" + i)
                .collect(Collectors.joining(", "));
    }
}
