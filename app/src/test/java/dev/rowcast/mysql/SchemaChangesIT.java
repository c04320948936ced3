package dev.rowcast.mysql;

import static dev.rowcast.mysql.WatchedTable.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.Position;
import dev.rowcast.change.StreamItem;
import dev.rowcast.change.StreamItem.TableAltered;
import dev.rowcast.testing.TestingFlavour;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows before and after statements that change the table's shape, read in one go long after both. */
final class SchemaChangesIT {
    private static final String COLUMNS = "id INT PRIMARY KEY, v VARCHAR(20), w INT";
    private static final String FIRST = "INSERT {\"id\":1,\"v\":\"a\",\"w\":7}";
    private static final int MARKER = 9_999;

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void addedDroppedRenamedAndReorderedColumns(TestingFlavour flavour) throws Exception {
        tells(
                flavour,
                List.of(
                        "ALTER TABLE %s ADD n INT NOT NULL DEFAULT 3 FIRST",
                        "INSERT INTO %s VALUES (4, 2, 'b', 8)",
                        "ALTER TABLE %s RENAME COLUMN v TO `the ``name```",
                        "UPDATE %s SET w = 9 WHERE id = 2",
                        "ALTER TABLE %s MODIFY w INT AFTER id",
                        "UPDATE %s SET n = 5 WHERE id = 2",
                        "ALTER TABLE %s DROP COLUMN n, ADD g INT AS (w * 2) STORED",
                        "DELETE FROM %s WHERE id = 2"),
                4,
                "INSERT {\"n\":4,\"id\":2,\"v\":\"b\",\"w\":8}",
                "UPDATE {\"n\":4,\"id\":2,\"the `name`\":\"b\",\"w\":9}",
                "UPDATE {\"n\":5,\"id\":2,\"w\":9,\"the `name`\":\"b\"}",
                "DELETE {\"id\":2,\"w\":9,\"the `name`\":\"b\",\"g\":18}");
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void otherTypesCharacterSetsAndKeys(TestingFlavour flavour) throws Exception {
        tells(
                flavour,
                List.of(
                        "ALTER TABLE %s MODIFY w VARCHAR(10), MODIFY v VARCHAR(20) CHARACTER SET latin1",
                        "UPDATE %s SET v = 'é€', w = 'seven'",
                        "ALTER TABLE %s CONVERT TO CHARACTER SET utf8mb3, MODIFY w ENUM('seven', 'ü')",
                        "UPDATE %s SET v = 'é', w = 'ü'",
                        "ALTER TABLE %s MODIFY w DECIMAL(20, 2), MODIFY id BIGINT UNSIGNED NOT NULL",
                        "UPDATE %s SET id = 18446744073709551615, w = 1.5",
                        "ALTER TABLE %s DROP PRIMARY KEY, ADD PRIMARY KEY (v)",
                        "UPDATE %s SET w = 2"),
                4,
                "UPDATE {\"id\":1,\"v\":\"é€\",\"w\":\"seven\"}",
                "UPDATE {\"id\":1,\"v\":\"é\",\"w\":\"ü\"}",
                "DELETE {\"id\":1,\"v\":\"é\",\"w\":\"2.00\"}",
                "INSERT {\"id\":18446744073709551615,\"v\":\"é\",\"w\":\"1.50\"}",
                "UPDATE {\"id\":18446744073709551615,\"v\":\"é\",\"w\":\"2.00\"}");
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void renamedAwayAndBack(TestingFlavour flavour) throws Exception {
        tells(
                flavour,
                List.of(
                        "INSERT INTO %s VALUES (2, 'b', 8)",
                        "RENAME TABLE %s TO %s_away",
                        "INSERT INTO %s_away VALUES (3, 'not watched', 9)",
                        "ALTER TABLE %s_away DROP COLUMN w",
                        "RENAME TABLE %s_away TO %s",
                        "INSERT INTO %s VALUES (4, 'd')"),
                2,
                "INSERT {\"id\":2,\"v\":\"b\",\"w\":8}",
                "INSERT {\"id\":4,\"v\":\"d\"}");
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void swappedWithAnotherTable(TestingFlavour flavour) throws Exception {
        tells(
                flavour,
                List.of(
                        "CREATE TABLE %s_new (v VARCHAR(5), id INT PRIMARY KEY)",
                        "INSERT INTO %s_new VALUES ('new', 5)",
                        "RENAME TABLE %s TO %s_old, %s_new TO %s",
                        "UPDATE %s SET v = 'seen'",
                        "UPDATE %s_old SET v = 'unseen'",
                        "DROP TABLE %s_old"),
                1,
                "UPDATE {\"v\":\"seen\",\"id\":5}");
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void emptiedDroppedAndMadeAnew(TestingFlavour flavour) throws Exception {
        tells(
                flavour,
                List.of(
                        "TRUNCATE TABLE %s",
                        "INSERT INTO %s VALUES (2, 'b', 8)",
                        "DROP TABLE %s",
                        "CREATE TABLE %s (id CHAR(3) PRIMARY KEY, other DATE)",
                        "INSERT INTO %s VALUES ('x', '2026-11-20')",
                        "DROP TABLE IF EXISTS %s",
                        "CREATE TABLE %s LIKE orders",
                        "DROP TABLE %s",
                        "CREATE TABLE %s (id INT PRIMARY KEY) SELECT 4 AS id, 'selected' AS t"),
                7,
                "INSERT {\"id\":2,\"v\":\"b\",\"w\":8}",
                "INSERT {\"id\":\"x\",\"other\":\"2026-11-20\"}",
                "INSERT {\"id\":4,\"t\":\"selected\"}");
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void exchangedDroppedAndEmptiedPartitions(TestingFlavour flavour) throws Exception {
        tells(
                flavour,
                List.of(
                        "ALTER TABLE %s PARTITION BY RANGE (id)"
                                + " (PARTITION p0 VALUES LESS THAN (100), PARTITION p1 VALUES LESS THAN MAXVALUE)",
                        "INSERT INTO %s VALUES (2, 'b', 8), (200, 'c', 9)",
                        "CREATE TABLE %s_part (id INT PRIMARY KEY, v VARCHAR(20), w INT)",
                        "INSERT INTO %s_part VALUES (3, 'exchanged', 1)",
                        "ALTER TABLE %s EXCHANGE PARTITION p0 WITH TABLE %s_part",
                        "UPDATE %s SET w = 10",
                        "ALTER TABLE %s TRUNCATE PARTITION p1",
                        "ALTER TABLE %s DROP PARTITION p0",
                        "DROP TABLE %s_part"),
                4,
                "INSERT {\"id\":2,\"v\":\"b\",\"w\":8}",
                "INSERT {\"id\":200,\"v\":\"c\",\"w\":9}",
                "UPDATE {\"id\":3,\"v\":\"exchanged\",\"w\":10}",
                "UPDATE {\"id\":200,\"v\":\"c\",\"w\":10}");
    }

    /** The statements' changes are told with the columns of their time, and at least so many statements alter the table. */
    private static void tells(TestingFlavour flavour, List<String> statements, int alterations, String... changes)
            throws Exception {
        try (WatchedTable table = WatchedTable.create(flavour.shared(), COLUMNS)) {
            Position before = table.position();
            table.insert("1, 'a', 7");
            table.execute(statements.toArray(String[]::new));
            table.execute("DROP TABLE %s", "CREATE TABLE %s (id INT PRIMARY KEY)");

            List<StreamItem> items = table.itemsUpToNow(before, MARKER);

            List<String> told = told(items);
            assertThat(told.get(0)).isEqualTo(FIRST);
            assertThat(told.subList(1, told.size() - 1)).containsExactly(changes);
            assertThat(items.stream().filter(TableAltered.class::isInstance))
                    .allMatch(item -> ((TableAltered) item).table().equals(table.id()))
                    .hasSizeGreaterThanOrEqualTo(alterations + 2);
        }
    }
}
