package dev.rowcast.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.TableId;
import dev.rowcast.message.Payloads;
import dev.rowcast.relay.LargestRow;
import dev.rowcast.relay.LargestRow.Column;
import dev.rowcast.relay.TableReader.KeyedRow;
import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingTables;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the catalogue says of a table bounds the rows that it can have. */
final class LargestRowsIT {
    private static final long MOST = 4L << 30;

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void noRowIsLargerThanItsTableAllows(TestingFlavour flavour) throws Exception {
        try (WatchedTable table = WatchedTable.create(
                flavour.shared(),
                "id VARBINARY(20) NOT NULL, n DECIMAL(65,30), big BIGINT UNSIGNED, f DOUBLE, bits BIT(64), y YEAR,"
                        + " d DATETIME(6), t TIME(6), c CHAR(10), v VARCHAR(200), latin VARCHAR(200) CHARACTER SET latin1,"
                        + " utf16 VARCHAR(50) CHARACTER SET utf16, tiny TINYTEXT, txt TEXT, b BINARY(30), bb BLOB,"
                        + " e ENUM('a','long label'), s SET('a','b','c'), PRIMARY KEY (id)")) {
            table.execute("INSERT INTO %s VALUES (REPEAT(x'ff', 20), -" + "9".repeat(35) + "." + "9".repeat(30)
                    + ", 18446744073709551615, -2.2250738585072014e-308, ~0, 2155, '9999-12-31 23:59:59.999999',"
                    + " '-838:59:58.999999', REPEAT('\\\\Z', 10), REPEAT(x'01', 200), REPEAT(x'01', 200),"
                    + " REPEAT(CHAR(1 USING utf16), 50), REPEAT(x'01', 255), REPEAT(x'01', 65535),"
                    + " REPEAT(x'ff', 30), REPEAT(x'ff', 65535), 'long label', 'a,b,c')");

            LargestRow largest = largest(table);
            KeyedRow row = TestingTables.rows(table.source(), table.id()).get(0);

            assertThat(largest.columns())
                    .extracting(Column::name)
                    .isEqualTo(row.row().names());
            long bound = 0;
            for (int i = 0; i < largest.columns().size(); i++) {
                Column column = largest.columns().get(i);
                long bytes = (long) Payloads.row(new dev.rowcast.change.Row(
                                        row.row().names().subList(i, i + 1),
                                        row.row().values().subList(i, i + 1)))
                                .length
                        - column.name().length()
                        - "{\"\":}".length();
                assertThat(bytes).as(column.name()).isLessThanOrEqualTo(column.bytes());
                bound += column.bytes();
            }
            assertThat((long) Payloads.row(row.row()).length)
                    .as("the bound of %s is no wild guess", bound)
                    .isBetween(bound * 9 / 10, bound);
            assertThat(largest.columns())
                    .filteredOn(Column::key)
                    .extracting(Column::name)
                    .containsExactly("id");
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void whatHasNoBoundOfItsOwnHasFourGibibytes(TestingFlavour flavour) throws Exception {
        try (WatchedTable table = WatchedTable.create(
                flavour.shared(), "id INT PRIMARY KEY, l LONGTEXT, lb LONGBLOB, j JSON, g GEOMETRY, m MEDIUMTEXT")) {
            Map<String, Long> bytes =
                    largest(table).columns().stream().collect(Collectors.toMap(Column::name, Column::bytes));

            assertThat(bytes)
                    .containsEntry("l", MOST)
                    .containsEntry("lb", MOST)
                    .containsEntry("j", MOST)
                    .containsEntry("g", MOST)
                    .containsEntry("m", 6L * 16_777_215 + 2);
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void aTableThatIsNotThereHasNone(TestingFlavour flavour) throws Exception {
        try (var connection = flavour.shared().connection()) {
            assertThat(LargestRows.read(connection, new TableId("shop", "nowhere")))
                    .isEmpty();
        }
    }

    private static LargestRow largest(WatchedTable table) throws Exception {
        return table.source().largestRows(List.of(table.id())).get(0);
    }
}
