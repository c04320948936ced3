package dev.rowcast.mysql;

import static dev.rowcast.mysql.WatchedTable.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.Position;
import dev.rowcast.change.StreamItem;
import dev.rowcast.change.StreamItem.Commit;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.change.StreamItem.TableAltered;
import dev.rowcast.testing.TestingFlavour;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** XA transactions: their rows are in the binlog where they are prepared, and happen where they are committed. */
final class XaIT {
    private static final String COLUMNS = "id INT PRIMARY KEY, v MEDIUMTEXT";
    private static final int MARKER = 99_999;
    private static final String MARKED = "INSERT {\"id\":" + MARKER + ",\"v\":null}";

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void rowsAreToldWhereTheyAreCommitted(TestingFlavour flavour) throws Exception {
        try (WatchedTable table = WatchedTable.create(flavour.shared(), COLUMNS)) {
            table.insert("1, 'a'");
            Position before = table.position();
            prepare(table, "x", "INSERT INTO %s VALUES (2, 'b'), (3, 'c')", "UPDATE %s SET v = 'd' WHERE id = 1");
            table.insert("4, 'meanwhile'");
            table.execute("XA COMMIT '%sx'");

            List<StreamItem> items = table.itemsUpToNow(before, MARKER);

            assertThat(told(items))
                    .containsExactly(
                            "INSERT {\"id\":4,\"v\":\"meanwhile\"}",
                            "INSERT {\"id\":2,\"v\":\"b\"}",
                            "INSERT {\"id\":3,\"v\":\"c\"}",
                            "UPDATE {\"id\":1,\"v\":\"d\"}",
                            MARKED);
            assertThat(changes(items).subList(1, 4))
                    .extracting(change -> change.source().row())
                    .containsExactly(1L, 2L, 3L);
            assertThat(changes(items).subList(1, 4))
                    .extracting(change -> change.source().offset())
                    .containsOnly(changes(items).get(1).source().offset())
                    .allMatch(offset -> offset > changes(items).get(0).source().offset());
            assertThat(items).noneMatch(TableAltered.class::isInstance);
            assertThat(commits(items)).hasSize(3);
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void whatIsRolledBackIsNotTold(TestingFlavour flavour) throws Exception {
        try (WatchedTable table = WatchedTable.create(flavour.shared(), COLUMNS)) {
            Position before = table.position();
            prepare(table, "x", "INSERT INTO %s VALUES (2, 'b')");
            prepare(table, "y", "INSERT INTO %s VALUES (3, 'c')");
            table.execute("XA ROLLBACK '%sx'", "XA COMMIT '%sy'", "XA START '%sz'", "INSERT INTO %s VALUES (4, 'd')");
            // the connection has ended without a decision

            assertThat(told(table.itemsUpToNow(before, MARKER)))
                    .containsExactly("INSERT {\"id\":3,\"v\":\"c\"}", MARKED);
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void onePhaseIsAPlainTransaction(TestingFlavour flavour) throws Exception {
        try (WatchedTable table = WatchedTable.create(flavour.shared(), COLUMNS)) {
            Position before = table.position();
            table.execute(
                    "XA START '%sx', 'branch', 7",
                    "INSERT INTO %s VALUES (2, 'b')",
                    "XA END '%sx', 'branch', 7",
                    "XA COMMIT '%sx', 'branch', 7 ONE PHASE");

            assertThat(told(table.itemsUpToNow(before, MARKER)))
                    .containsExactly("INSERT {\"id\":2,\"v\":\"b\"}", MARKED);
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void goesOnFromEveryCommitAndTellsTheSame(TestingFlavour flavour) throws Exception {
        try (WatchedTable table = WatchedTable.create(flavour.shared(), COLUMNS)) {
            Position before = table.position();
            table.insert("1, 'a'");
            prepare(table, "x", "INSERT INTO %s VALUES (2, 'b')");
            table.insert("3, 'c'");
            prepare(table, "y", "INSERT INTO %s VALUES (4, 'd')", "UPDATE %s SET v = 'e' WHERE id = 1");
            table.insert("5, 'f'");
            prepare(table, "z", "INSERT INTO %s VALUES (6, 'g')");
            table.execute("XA COMMIT '%sy'");
            table.insert("7, 'h'");
            table.execute("XA ROLLBACK '%sz'", "XA COMMIT '%sx'");
            List<StreamItem> all = table.itemsUpToNow(before, MARKER);
            assertThat(changes(all)).hasSize(8);
            assertThat(all).noneMatch(TableAltered.class::isInstance);

            for (int i = 0; i < all.size() - 1; i++) {
                if (all.get(i) instanceof Commit commit) {
                    List<StreamItem> rest = all.subList(i + 1, all.size());
                    assertThat(table.source().whyNotResumable(table.server(), commit.position()))
                            .as("position " + commit.position())
                            .isEmpty();
                    assertThat(table.items(commit.position(), changes(rest).size()))
                            .as("from " + commit.position())
                            .usingRecursiveFieldByFieldElementComparator()
                            .isEqualTo(rest);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void transactionsOnOtherTablesCostNothing(TestingFlavour flavour) throws Exception {
        try (WatchedTable table = WatchedTable.create(flavour.shared(), COLUMNS)) {
            table.execute("CREATE TABLE %s_other (id INT PRIMARY KEY, p POINT)");
            Position before = table.position();
            prepare(table, "x", "INSERT INTO %s_other VALUES (1, POINT(1, 2))");
            table.insert("1, 'a'");
            table.execute("XA COMMIT '%sx'", "XA START '%se'", "XA END '%se'", "XA PREPARE '%se'", "XA COMMIT '%se'");

            List<StreamItem> items = table.itemsUpToNow(before, MARKER);
            assertThat(told(items)).containsExactly("INSERT {\"id\":1,\"v\":\"a\"}", MARKED);
            assertThat(items).noneMatch(TableAltered.class::isInstance);
            List<StreamItem> resumed = table.items(commits(items).get(0).position(), 1);
            assertThat(told(resumed)).containsExactly(MARKED);
            assertThat(resumed).noneMatch(TableAltered.class::isInstance);
            table.execute("DROP TABLE %s_other");
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void whatWasPreparedBeforeTheFirstSnapshotIsReadAnew(TestingFlavour flavour) throws Exception {
        try (WatchedTable table = WatchedTable.create(flavour.shared(), COLUMNS)) {
            prepare(table, "x", "INSERT INTO %s VALUES (2, 'b')");
            prepare(table, "y", "INSERT INTO %s VALUES (3, 'b')");
            Position before = table.position();
            table.execute("XA COMMIT '%sx'", "XA ROLLBACK '%sy'");

            List<StreamItem> items = table.itemsUpToNow(before, MARKER);
            assertThat(told(items)).containsExactly(MARKED);
            assertThat(items.stream().filter(TableAltered.class::isInstance))
                    .singleElement()
                    .extracting(item -> ((TableAltered) item).table())
                    .isEqualTo(table.id());
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void largeTransactionsWaitInAFile(TestingFlavour flavour) throws Exception {
        try (WatchedTable table = WatchedTable.create(flavour.shared(), COLUMNS)) {
            Position before = table.position();
            for (String name : List.of("x", "y")) {
                List<String> inserts = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    inserts.add("INSERT INTO %s VALUES (" + (name.charAt(0) * 100 + i) + ", REPEAT('" + name
                            + "', 200000))");
                }
                prepare(table, name, inserts.toArray(String[]::new));
            }
            table.execute("XA COMMIT '%sy'", "XA COMMIT '%sx'");

            List<String> told = told(table.itemsUpToNow(before, MARKER));
            assertThat(told).hasSize(81);
            assertThat(told.subList(0, 40)).allMatch(row -> row.contains("yyyyy"));
            assertThat(told.subList(0, 80)).isEqualTo(inOrder(told.subList(0, 80)));
            assertThat(told.get(79)).hasSizeGreaterThan(200_000).startsWith("INSERT {\"id\":12039,");
        }
    }

    private static List<String> inOrder(List<String> rows) {
        List<String> sorted =
                new ArrayList<>(rows.subList(0, 40).stream().sorted().toList());
        sorted.addAll(rows.subList(40, 80).stream().sorted().toList());
        return sorted;
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void compressedTransactionsAndSavepointsToo(TestingFlavour flavour) throws Exception {
        try (WatchedTable table = WatchedTable.create(flavour.shared(), COLUMNS)) {
            Position before = table.position();
            List<String> statements = new ArrayList<>();
            if (flavour == TestingFlavour.MYSQL) {
                statements.add("SET SESSION binlog_transaction_compression = ON");
            }
            statements.addAll(List.of(
                    "XA START '%sx'",
                    "INSERT INTO %s VALUES (1, REPEAT('a', 1000))",
                    "SAVEPOINT s",
                    "INSERT INTO %s VALUES (2, 'undone')",
                    "ROLLBACK TO s",
                    "INSERT INTO %s VALUES (3, 'c')",
                    "XA END '%sx'",
                    "XA PREPARE '%sx'",
                    "XA COMMIT '%sx'"));
            table.execute(statements.toArray(String[]::new));

            assertThat(told(table.itemsUpToNow(before, MARKER)))
                    .containsExactly(
                            "INSERT {\"id\":1,\"v\":\"" + "a".repeat(1000) + "\"}",
                            "INSERT {\"id\":3,\"v\":\"c\"}",
                            MARKED);
        }
    }

    private static void prepare(WatchedTable table, String name, String... statements) throws Exception {
        List<String> all = new ArrayList<>(List.of("XA START '%s" + name + "'"));
        all.addAll(Arrays.asList(statements));
        all.addAll(List.of("XA END '%s" + name + "'", "XA PREPARE '%s" + name + "'"));
        table.executeAndLeave(all.toArray(String[]::new));
    }

    private static List<RowChange> changes(List<StreamItem> items) {
        return items.stream()
                .filter(RowChange.class::isInstance)
                .map(RowChange.class::cast)
                .toList();
    }

    private static List<Commit> commits(List<StreamItem> items) {
        return items.stream()
                .filter(Commit.class::isInstance)
                .map(Commit.class::cast)
                .toList();
    }
}
