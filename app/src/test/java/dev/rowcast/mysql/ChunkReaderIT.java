package dev.rowcast.mysql;

import static dev.rowcast.mysql.WatchedTable.json;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.Position;
import dev.rowcast.relay.TableReader;
import dev.rowcast.relay.TableReader.Chunk;
import dev.rowcast.relay.TableReader.KeyedRow;
import dev.rowcast.relay.TableReader.Keys;
import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingFlavour;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tables with all kinds of primary keys, read in small chunks. {@code -Drowcast.keys.seed=N} repeats a run, {@code
 * -Drowcast.keys.collations=N -Drowcast.keys.composites=N} tries more.
 */
final class ChunkReaderIT {
    private static final int COLLATIONS = Integer.getInteger("rowcast.keys.collations", 6);
    private static final int COMPOSITES = Integer.getInteger("rowcast.keys.composites", 6);
    private static final int ROWS = 45;

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void everyRowComesOnceWhateverTheKeyIs(TestingFlavour flavour) throws Exception {
        long seed = Long.getLong("rowcast.keys.seed", System.nanoTime());
        System.out.println("Keys on " + flavour + ": -Drowcast.keys.seed=" + seed);
        RandomValues values = new RandomValues(new Random(seed));
        TestingDatabase database = flavour.shared();
        List<KeyKind> kinds = new ArrayList<>(KeyKind.all(values));
        if (flavour == TestingFlavour.MARIADB) {
            kinds.addAll(KeyKind.ofMariadb(values));
        }
        kinds.addAll(collations(database, values));
        for (KeyKind kind : kinds) {
            everyRowComesOnce(database, List.of(kind));
        }
        for (int i = 0; i < COMPOSITES; i++) {
            List<KeyKind> parts = IntStream.rangeClosed(0, 1 + values.random().nextInt(2))
                    .mapToObj(part -> values.oneOf(kinds))
                    .map(kind -> values.random().nextInt(3) == 0 ? kind.descending() : kind)
                    .toList();
            everyRowComesOnce(database, parts);
        }
    }

    private static List<KeyKind> collations(TestingDatabase database, RandomValues values) throws SQLException {
        List<KeyKind> all = new ArrayList<>();
        String table = database.flavour() == TestingFlavour.MARIADB
                ? "COLLATION_CHARACTER_SET_APPLICABILITY WHERE FULL_COLLATION_NAME <> 'binary'"
                : "COLLATIONS WHERE COLLATION_NAME <> 'binary'";
        String name = database.flavour() == TestingFlavour.MARIADB ? "FULL_COLLATION_NAME" : "COLLATION_NAME";
        try (Connection connection = database.connection()) {
            List<String[]> collations = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(
                            "SELECT CHARACTER_SET_NAME, " + name + " FROM information_schema." + table)) {
                while (rows.next()) {
                    collations.add(new String[] {rows.getString(1), rows.getString(2)});
                }
            }
            Collections.shuffle(collations, values.random());
            collations.stream()
                    .limit(COLLATIONS)
                    .forEach(pair -> all.add(KeyKind.characters(values, pair[0], pair[1])));
        }
        return all;
    }

    static void everyRowComesOnce(TestingDatabase database, List<KeyKind> key) throws Exception {
        String columns = IntStream.range(0, key.size())
                .mapToObj(i -> "k" + i + " " + key.get(i).type() + " NOT NULL, ")
                .collect(Collectors.joining());
        String parts = IntStream.range(0, key.size())
                .mapToObj(i -> "k" + i + key.get(i).part())
                .collect(Collectors.joining(", "));
        try (WatchedTable table = WatchedTable.create(database, "v INT, " + columns + "PRIMARY KEY (" + parts + ")")) {
            String rows = IntStream.range(0, ROWS)
                    .mapToObj(i -> key.stream()
                            .map(kind -> kind.literal().get())
                            .collect(Collectors.joining(", ", "(" + i + ", ", ")")))
                    .collect(Collectors.joining(", "));
            table.execute("INSERT IGNORE INTO %s VALUES " + rows);
            try (TableReader reader = table.source().reader(ChunkLimits.DEFAULT.withRows(7))) {
                List<Chunk> chunks = chunks(reader, table);
                assertThat(chunks.stream()
                                .flatMap(chunk -> chunk.rows().stream())
                                .map(row -> json(row.row())))
                        .as(columns + parts)
                        .containsExactlyInAnyOrderElementsOf(selected(table));
                assertKeysAreThoseOfTheRows(reader, table, chunks, columns + parts);
            }
        }
    }

    /** All rows, in whatever order. */
    private static List<String> selected(WatchedTable table) throws Exception {
        List<String> selected = new ArrayList<>();
        try (Connection connection = Jdbc.connect(table.login());
                Statement statement = connection.createStatement()) {
            TableColumns columns =
                    TableColumns.read(connection, new Charsets(() -> Jdbc.connect(table.login())), table.id());
            try (ResultSet rows = statement.executeQuery(columns.select())) {
                while (rows.next()) {
                    selected.add(json(columns.row(rows)));
                }
            }
        }
        return selected;
    }

    private static List<Chunk> chunks(TableReader reader, WatchedTable table) throws Exception {
        Position delivered = table.source().present();
        List<Chunk> chunks = new ArrayList<>();
        String end = null;
        do {
            Chunk chunk = reader.read(table.id(), end, delivered);
            chunks.add(chunk);
            end = chunk.end();
        } while (end != null);
        return chunks;
    }

    private static void assertKeysAreThoseOfTheRows(
            TableReader reader, WatchedTable table, List<Chunk> chunks, String which) throws Exception {
        Chunk middle = chunks.get(chunks.size() / 2);
        if (middle.end() == null) {
            return;
        }
        List<String> expected = chunks.subList(0, chunks.size() / 2 + 1).stream()
                .flatMap(chunk -> chunk.rows().stream())
                .map(row -> json(row.key()))
                .toList();
        assertThat(keys(reader, table, middle.end())).as(which).isEqualTo(expected);
    }

    private static List<String> keys(TableReader reader, WatchedTable table, String last) throws Exception {
        Position delivered = table.source().present();
        List<String> keys = new ArrayList<>();
        String end = null;
        do {
            Keys page = reader.readKeys(table.id(), end, last, delivered);
            page.keys().stream().map(WatchedTable::json).forEach(keys::add);
            end = page.end();
        } while (end != null);
        return keys;
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void rowsThatStayComeOnceWhileOthersComeAndGo(TestingFlavour flavour) throws Exception {
        Random random = new Random(5);
        try (WatchedTable table =
                WatchedTable.create(flavour.shared(), "a VARCHAR(9), b INT, v INT, PRIMARY KEY (a, b DESC)")) {
            String stay = IntStream.range(0, 400)
                    .mapToObj(i -> "('" + i % 7 + "', " + 2 * i + ", 1)")
                    .collect(Collectors.joining(", "));
            table.execute("INSERT INTO %s VALUES " + stay);
            List<String> seen = new ArrayList<>();
            try (TableReader reader = table.source().reader(ChunkLimits.DEFAULT.withRows(20))) {
                Position delivered = table.source().present();
                String end = null;
                do {
                    Chunk chunk = reader.read(table.id(), end, delivered);
                    chunk.rows().stream()
                            .map(KeyedRow::key)
                            .map(WatchedTable::json)
                            .forEach(seen::add);
                    end = chunk.end();
                    table.execute(
                            "INSERT IGNORE INTO %s VALUES " + comingAndGoing(random),
                            "DELETE FROM %s WHERE b % 2 = 1 AND a = '" + random.nextInt(7) + "'");
                } while (end != null);
            }
            assertThat(seen).doesNotHaveDuplicates();
            assertThat(seen.stream().filter(key -> !key.matches(".*[13579]}"))).hasSize(400);
        }
    }

    private static String comingAndGoing(Random random) {
        return IntStream.range(0, 20)
                .mapToObj(i -> "('" + random.nextInt(7) + "', " + (2 * random.nextInt(400) + 1) + ", 2)")
                .collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void aPlaceThatDoesNotFitIsTheBeginning(TestingFlavour flavour) throws Exception {
        try (WatchedTable table =
                        WatchedTable.create(flavour.shared(), "c VARCHAR(9), d DATE, id INT, PRIMARY KEY (c, d, id)");
                TableReader reader = table.source().reader(ChunkLimits.DEFAULT.withRows(2))) {
            table.insert("'a', '2020-01-01', 1", "'b', '2020-01-01', 2", "'c', '2020-01-01', 3");
            Position delivered = table.source().present();
            String end = requireNonNull(reader.read(table.id(), null, delivered).end());
            assertThat(end).isPrintable().isASCII();
            assertThat(ids(reader.read(table.id(), end, delivered))).containsExactly("3");

            String shape = end.split("\\.", -1)[1];
            for (String place : List.of(
                    "",
                    "x",
                    "1." + shape,
                    "1." + shape + ".YQ.MjAyMC0wMS0wMQ.MQ.MQ",
                    "1." + shape + ".YQ.MjAyMC0wMS0wMQ.!",
                    place(shape, "a", "2020-01-01", "0 OR 1=1"),
                    place(shape, "a", "2020-13-01", "1"),
                    place(shape, "a", "' OR '1'='1", "1"),
                    place(shape, "\u00ff\u00ff", "2020-01-01", "1"),
                    end.replace(shape, "000000000000000000000000"))) {
                assertThat(ids(reader.read(table.id(), place, delivered)))
                        .as(place)
                        .containsExactly("1", "2");
            }
            assertThat(ids(reader.read(table.id(), place(shape, "b' OR 1=1 -- ", "2020-01-01", "1"), delivered)))
                    .containsExactly("3");
            table.execute("ALTER TABLE %s MODIFY c VARCHAR(9) CHARACTER SET latin1");
            assertThat(ids(reader.read(table.id(), end, delivered))).containsExactly("1", "2");
            assertThat(reader.readKeys(table.id(), null, end, delivered).keys()).isEmpty();
        }
    }

    private static String place(String shape, String... values) {
        return Stream.of(values)
                .map(value -> Base64.getUrlEncoder().withoutPadding().encodeToString(value.getBytes(ISO_8859_1)))
                .collect(Collectors.joining(".", "1." + shape + ".", ""));
    }

    private static List<String> ids(Chunk chunk) {
        return chunk.rows().stream()
                .map(row -> json(row.key()).replaceAll(".*:(\\d+)}", "$1"))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void aMissingTableHasNoRows(TestingFlavour flavour) throws Exception {
        WatchedTable table = WatchedTable.create(flavour.shared(), "id INT PRIMARY KEY");
        table.close();
        try (TableReader reader = table.source().reader()) {
            Position delivered = table.source().present();
            Chunk chunk = reader.read(table.id(), null, delivered);
            assertThat(chunk.rows()).isEmpty();
            assertThat(chunk.end()).isNull();
            assertThat(reader.readKeys(table.id(), null, "x", delivered).keys()).isEmpty();
            assertThat(reader.count(table.id(), delivered).rows()).hasValue(0);
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void aDroppedConnectionIsOpenedAgain(TestingFlavour flavour) throws Exception {
        try (WatchedTable table = WatchedTable.create(flavour.shared(), "id INT PRIMARY KEY");
                TableReader reader = table.source().reader();
                Connection root = table.database().rootConnection()) {
            table.insert("1");
            Position delivered = table.source().present();
            assertThat(ids(reader.read(table.id(), null, delivered))).containsExactly("1");
            String number = requireNonNull(Jdbc.value(
                    root, "SELECT MAX(id) FROM information_schema.PROCESSLIST WHERE user = ?", TestingDatabase.USER));
            Jdbc.execute(root, "KILL " + number);
            assertThat(ids(reader.read(table.id(), null, delivered))).containsExactly("1");
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void largeRowsMakeSmallChunks(TestingFlavour flavour) throws Exception {
        try (WatchedTable table = WatchedTable.create(flavour.shared(), "id INT PRIMARY KEY, b LONGBLOB");
                TableReader reader = table.source().reader()) {
            table.execute("INSERT INTO %s SELECT n, REPEAT('x', IF(n < 500, 10, 1000000)) FROM (" + TransactionsIT.MANY
                    + ") many WHERE n < 520");
            List<Chunk> chunks = chunks(reader, table);
            assertThat(chunks.stream().mapToInt(chunk -> chunk.rows().size()).sum())
                    .isEqualTo(520);
            assertThat(chunks)
                    .allMatch(chunk -> chunk.rows().stream()
                                    .filter(row -> json(row.row()).length() > 1_000_000)
                                    .count()
                            <= 9);
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void countsWithinABound(TestingFlavour flavour) throws Exception {
        try (WatchedTable table = WatchedTable.create(flavour.shared(), "id INT PRIMARY KEY, v VARCHAR(200)")) {
            table.execute("INSERT INTO %s SELECT n, REPEAT('x', 150) FROM (" + TransactionsIT.MANY + ") many");
            Position delivered = table.source().present();
            try (TableReader reader = table.source().reader()) {
                TableReader.Count count = reader.count(table.id(), delivered);
                assertThat(count.rows()).hasValue(1_000);
                assertThat(count.at().includes(delivered)).isTrue();
            }
            table.execute(
                    "INSERT INTO %s SELECT 1000 + 1000 * a.n + b.n, '' FROM (" + TransactionsIT.MANY + ") a, ("
                            + TransactionsIT.MANY + ") b WHERE a.n < 60",
                    "ANALYZE TABLE %s");
            ChunkLimits hurried = new ChunkLimits(9, 9, 9, Duration.ofMillis(9), Duration.ofMillis(1));
            try (TableReader reader = table.source().reader(hurried)) {
                TableReader.Count count =
                        reader.count(table.id(), table.source().present());
                assertThat(count.rows()).isEmpty();
                assertThat(count.estimate()).isGreaterThan(30_000);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void chunksAreRangesOfTheIndex(TestingFlavour flavour) throws Exception {
        for (String key : List.of("id", "n, id", "s, id", "e, id", "e, s, n DESC, id", "d, id")) {
            try (WatchedTable table = WatchedTable.create(
                    flavour.shared(),
                    "v INT, id INT, n BIGINT UNSIGNED, s VARCHAR(20), e ENUM('b', 'a', 'c'), d DATETIME(3),"
                            + " KEY (v, id), PRIMARY KEY (" + key + ")")) {
                table.execute(
                        "INSERT INTO %s SELECT n, n, n % 7, n % 5, 1 + n % 3, '2026-01-01' + INTERVAL n % 6 SECOND FROM ("
                                + TransactionsIT.MANY + ") many",
                        "ANALYZE TABLE %s");
                try (TableReader reader = table.source().reader(ChunkLimits.DEFAULT.withRows(100));
                        Connection connection = Jdbc.connect(table.login())) {
                    TableColumns columns =
                            TableColumns.read(connection, new Charsets(() -> Jdbc.connect(table.login())), table.id());
                    assertThatNothingIsScanned(connection, columns, null, key);
                    for (Chunk chunk : chunks(reader, table)) {
                        if (chunk.end() != null) {
                            assertThatNothingIsScanned(connection, columns, chunk.end(), key);
                        }
                    }
                }
            }
        }
    }

    private static void assertThatNothingIsScanned(
            Connection connection, TableColumns columns, @Nullable String after, String which) throws SQLException {
        KeyPlace place = KeyPlace.parse(columns.primaryKey(), after).orElse(null);
        for (KeysetQuery query : List.of(KeysetQuery.ofRows(columns, true), KeysetQuery.ofKeys(columns, true))) {
            assertThat(plan(connection, query.sql(place, null, 100)))
                    .as(which)
                    .startsWith(place == null ? "index PRIMARY" : "range PRIMARY")
                    .doesNotContain("filesort");
            if (place != null) {
                // Up to a place near the end a server may as well read on from the beginning.
                assertThat(plan(connection, query.sql(null, place, 100)))
                        .as(which)
                        .containsPattern("^(range|index) PRIMARY")
                        .doesNotContain("filesort");
            }
        }
    }

    private static String plan(Connection connection, String sql) throws SQLException {
        String explain = ServerKind.of(connection) == ServerKind.MARIADB ? "EXPLAIN " : "EXPLAIN FORMAT=TRADITIONAL ";
        try (Statement statement = connection.createStatement();
                ResultSet plan = statement.executeQuery(explain + sql)) {
            plan.next();
            return plan.getString("type") + " " + plan.getString("key") + " " + plan.getString("Extra");
        }
    }
}
