package dev.rowcast.mysql;

import static dev.rowcast.mysql.WatchedTable.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.rowcast.change.Operation;
import dev.rowcast.change.Position;
import dev.rowcast.change.StreamItem;
import dev.rowcast.change.StreamItem.Commit;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.change.StreamItem.TableAltered;
import dev.rowcast.relay.MisconfiguredException;
import dev.rowcast.relay.TableReader;
import dev.rowcast.relay.TableReader.Chunk;
import dev.rowcast.testing.TestingFlavour;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class MysqlSourceIT {
    private static final String EVERY_TYPE =
            "id BIGINT UNSIGNED NOT NULL, sub VARCHAR(20) CHARACTER SET latin1 NOT NULL,"
                    + " ti TINYINT, tiu TINYINT UNSIGNED, si SMALLINT, siu SMALLINT UNSIGNED, mi MEDIUMINT,"
                    + " miu MEDIUMINT UNSIGNED, i INT, iu INT UNSIGNED ZEROFILL, bi BIGINT, biu BIGINT UNSIGNED,"
                    + " de DECIMAL(65,30), d0 DECIMAL(9,0), dd DECIMAL(2,2), fl FLOAT, dbl DOUBLE, b1 BIT(1), b10 BIT(10),"
                    + " b64 BIT(64), ye YEAR, da DATE, dt0 DATETIME, dt6 DATETIME(6), ts0 TIMESTAMP NULL, ts3 TIMESTAMP(3) NULL,"
                    + " t0 TIME, t1 TIME(1), t6 TIME(6), ch CHAR(10), vc VARCHAR(300), tt TINYTEXT, lt LONGTEXT,"
                    + " la VARCHAR(20) CHARACTER SET latin1, asc_ VARCHAR(20) CHARACTER SET ascii, bin BINARY(8), vb VARBINARY(20),"
                    + " bl BLOB, en ENUM('a','ü','c d'), se SET('x','y','ß'), `odd \"name` INT, PRIMARY KEY (id, sub)";

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void everyTypeReadsTheSameFromBinlogAndSnapshot(TestingFlavour flavour) throws Exception {
        try (WatchedTable table = WatchedTable.create(flavour.shared(), EVERY_TYPE)) {
            Position before = table.position();
            table.insert(
                    "1, 'é€', -128, 255, -32768, 65535, -8388608, 16777215, -2147483648, 4294967295, -9223372036854775808,"
                            + " 18446744073709551615, -12345678901234567890123456789012345.000000000000000000000000000001,"
                            + " 999999999, -0.05, 0.1, 1e-300, 1, 513, 18446744073709551615, 2155, '9999-12-31',"
                            + " '2026-11-20 09:12:00', '2026-11-20 09:12:00.000001', '1970-01-01 00:00:01',"
                            + " '2038-01-19 03:14:07.999', '-838:59:59', '-00:00:00.1', '838:59:58.999999', 'x ', 'Zoë 🚲',"
                            + " '', REPEAT('ab', 70000), '€œ', 'plain', 'ab', x'00ff00', x'', 'ü', 'x,ß', 7",
                    "2, '', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -0.0, -1.7976931348623157e308, 0, 0, 0, 0, '0000-00-00',"
                            + " '2026-00-00 00:00:00', '0000-00-00 00:00:00', '0000-00-00 00:00:00',"
                            + " '0000-00-00 00:00:00', '00:00:00', '-00:00:01.9', '-01:00:00.000001', '', '', 'ä', '', '', '',"
                            + " '', '', x'00', 'a', '', NULL",
                    "3, '%', 1" + ", NULL".repeat(38));

            List<String> streamed = table.changes(before, 3).stream()
                    .map(change -> json(change.after()))
                    .toList();

            assertThat(streamed).containsExactlyInAnyOrderElementsOf(table.snapshot());
            assertThat(streamed.get(0))
                    .startsWith("{\"id\":1,\"sub\":\"é€\",\"ti\":-128,\"tiu\":255,\"si\":-32768,\"siu\":65535,"
                            + "\"mi\":-8388608,\"miu\":16777215,\"i\":-2147483648,\"iu\":4294967295,"
                            + "\"bi\":-9223372036854775808,\"biu\":18446744073709551615,"
                            + "\"de\":\"-12345678901234567890123456789012345.000000000000000000000000000001\","
                            + "\"d0\":\"999999999\",\"dd\":\"-0.05\",\"fl\":0.1,\"dbl\":1.0E-300,\"b1\":true,\"b10\":513,"
                            + "\"b64\":18446744073709551615,\"ye\":2155,\"da\":\"9999-12-31\","
                            + "\"dt0\":\"2026-11-20T09:12:00\",\"dt6\":\"2026-11-20T09:12:00.000001\","
                            + "\"ts0\":\"1970-01-01T00:00:01Z\",\"ts3\":\"2038-01-19T03:14:07.999Z\","
                            + "\"t0\":\"-838:59:59\",\"t1\":\"-00:00:00.1\",\"t6\":\"838:59:58.999999\",\"ch\":\"x\","
                            + "\"vc\":\"Zoë 🚲\",\"tt\":\"\",\"lt\":\"abab")
                    .endsWith("\"la\":\"€œ\",\"asc_\":\"plain\",\"bin\":\"YWIAAAAAAAA=\",\"vb\":\"AP8A\",\"bl\":\"\","
                            + "\"en\":\"ü\",\"se\":[\"x\",\"ß\"],\"odd \\\"name\":7}");
            assertThat(streamed.get(1))
                    .contains(
                            "\"da\":\"0000-00-00\",\"dt0\":\"2026-00-00T00:00:00\",\"dt6\":\"0000-00-00T00:00:00.000000\","
                                    + "\"ts0\":\"0000-00-00T00:00:00Z\",\"ts3\":\"0000-00-00T00:00:00.000Z\"",
                            "\"t1\":\"-00:00:01.9\",\"t6\":\"-01:00:00.000001\"",
                            "\"ye\":0");
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void changesComeInCommitOrderWithKeysAndPositions(TestingFlavour flavour) throws Exception {
        try (WatchedTable table = WatchedTable.create(flavour.shared(), "id INT PRIMARY KEY, v VARCHAR(20)")) {
            Position before = table.position();
            Instant start = Instant.now();
            table.insert("1, 'a'", "2, 'b'");
            table.execute("UPDATE %s SET v = 'c' WHERE id = 1", "UPDATE %s SET id = 3 WHERE id = 2", "DELETE FROM %s");

            List<RowChange> changes = table.changes(before, 7);

            assertThat(changes)
                    .extracting(RowChange::operation, change -> json(change.key()))
                    .startsWith(
                            tuple(Operation.INSERT, "{\"id\":1}"),
                            tuple(Operation.INSERT, "{\"id\":2}"),
                            tuple(Operation.UPDATE, "{\"id\":1}"),
                            tuple(Operation.DELETE, "{\"id\":2}"),
                            tuple(Operation.INSERT, "{\"id\":3}"));
            assertThat(changes.subList(5, 7)).extracting(RowChange::operation).containsOnly(Operation.DELETE);
            assertThat(json(changes.get(2).before())).isEqualTo("{\"id\":1,\"v\":\"a\"}");
            assertThat(json(changes.get(2).after())).isEqualTo("{\"id\":1,\"v\":\"c\"}");
            assertThat(changes).extracting(change -> change.source().row()).containsExactly(1L, 1L, 1L, 1L, 2L, 1L, 2L);
            assertThat(changes).allSatisfy(change -> assertThat(change.source().committedAt())
                    .isBetween(start.minusSeconds(2), Instant.now().plusSeconds(2)));
            assertThat(changes).extracting(change -> change.source().gtid()).doesNotContainNull();
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void everyCommitIsAPlaceToGoOnFrom(TestingFlavour flavour) throws Exception {
        try (WatchedTable table = WatchedTable.create(flavour.shared(), "id INT PRIMARY KEY, v VARCHAR(20)")) {
            Position before = table.position();
            table.insert("1, 'a'");
            table.insert("2, 'b'");
            table.insert("3, 'c'");
            List<StreamItem> all = table.items(before, 3);

            List<Position> commits = all.stream()
                    .filter(Commit.class::isInstance)
                    .map(item -> ((Commit) item).position())
                    .toList();
            assertThat(table.changes(commits.get(0), 2))
                    .extracting(change -> json(change.key()))
                    .containsExactly("{\"id\":2}", "{\"id\":3}");
            assertThat(table.source().whyNotResumable(table.server(), commits.get(1)))
                    .isEmpty();
            assertThat(commits.get(1).includes(commits.get(0))).isTrue();
            assertThat(commits.get(0).includes(commits.get(1))).isFalse();
            assertThat(((RowChange) all.get(0)).source()).matches(commits.get(0)::includes);
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void statementsThatAlterTheTableAreTold(TestingFlavour flavour) throws Exception {
        try (WatchedTable table = WatchedTable.create(flavour.shared(), "id INT PRIMARY KEY, v VARCHAR(20)")) {
            Position before = table.position();
            table.insert("1, 'a'");
            table.execute("ALTER TABLE %s ADD w INT NOT NULL DEFAULT 5 FIRST");
            table.execute("TRUNCATE %s");
            table.execute("INSERT INTO %s VALUES (6, 2, 'b')");

            List<StreamItem> items = table.items(before, 2);

            assertThat(items.stream().filter(TableAltered.class::isInstance)).hasSize(2);
            assertThat(items.stream().filter(RowChange.class::isInstance).map(item -> json(((RowChange) item).after())))
                    .containsExactly("{\"id\":1,\"v\":\"a\"}", "{\"w\":6,\"id\":2,\"v\":\"b\"}");
        }
    }

    @Test
    void whatCanNotBeReadStopsWithTheColumnsName() throws Exception {
        try (WatchedTable table = WatchedTable.create(
                TestingFlavour.MARIADB.shared(), "id INT PRIMARY KEY, v VARCHAR(20) COMPRESSED, w INT")) {
            Position before = table.position();
            table.execute("INSERT INTO %s VALUES (1, 'a', 2)");

            assertThatThrownBy(() -> table.changes(before, 1))
                    .isInstanceOf(MisconfiguredException.class)
                    .hasMessageContaining(table.id() + ".v")
                    .hasMessageContaining("COMPRESSED")
                    .hasMessageContaining("to mend");
            assertThatThrownBy(table::snapshot)
                    .isInstanceOf(MisconfiguredException.class)
                    .hasMessageContaining(table.id() + ".v")
                    .hasMessageContaining("COMPRESSED");
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void aRowImageThatLacksColumnsStops(TestingFlavour flavour) throws Exception {
        try (WatchedTable table = WatchedTable.create(flavour.shared(), "id INT PRIMARY KEY, v VARCHAR(20), w INT")) {
            table.insert("1, 'a', 1");
            Position before = table.position();
            table.execute("SET SESSION binlog_row_image = 'MINIMAL'", "UPDATE %s SET v = 'b'");

            assertThatThrownBy(() -> table.changes(before, 1))
                    .isInstanceOf(MisconfiguredException.class)
                    .hasMessageContaining("binlog_row_image");
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void aChangeLoggedAsStatementStops(TestingFlavour flavour) throws Exception {
        try (WatchedTable table = WatchedTable.create(flavour.shared(), "id INT PRIMARY KEY, v VARCHAR(20)")) {
            Position before = table.position();
            table.execute("SET SESSION binlog_format = 'STATEMENT'", "INSERT INTO %s VALUES (1, 'a')");

            assertThatThrownBy(() -> table.changes(before, 1))
                    .isInstanceOf(MisconfiguredException.class)
                    .hasMessageContaining("as a statement")
                    .hasMessageContaining("binlog_format = 'ROW'");
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void aChunkShowsWhatTheStreamHasDelivered(TestingFlavour flavour) throws Exception {
        try (WatchedTable table = WatchedTable.create(flavour.shared(), "id INT PRIMARY KEY, v VARCHAR(20)")) {
            Position before = table.position();
            table.insert("1, 'a'");
            List<StreamItem> items = table.items(before, 1);
            Position delivered = ((Commit) items.get(items.size() - 1)).position();

            try (TableReader reader = table.source().reader()) {
                Chunk chunk = reader.read(table.id(), null, delivered);
                assertThat(chunk.low().includes(delivered)).isTrue();
                assertThat(chunk.high().includes(delivered)).isTrue();
                assertThat(chunk.rows()).extracting(row -> json(row.row())).containsExactly("{\"id\":1,\"v\":\"a\"}");
            }
        }
    }
}
