package dev.rowcast.mysql;

import static dev.rowcast.mysql.WatchedTable.json;
import static dev.rowcast.mysql.WatchedTable.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.Position;
import dev.rowcast.change.StreamItem;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.testing.TestingFlavour;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Changes that servers leave out of their binlogs. */
final class InvisibleChangesIT {
    private static final String COLUMNS = "id INT PRIMARY KEY, v VARCHAR(200)";
    private static final int MARKER = 99_999;

    /** What the README says of cascades. */
    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void cascadesAreToldByMysqlAlone(TestingFlavour flavour) throws Exception {
        try (WatchedTable parent = WatchedTable.create(flavour.shared(), COLUMNS);
                WatchedTable child = WatchedTable.create(
                        flavour.shared(),
                        "id INT PRIMARY KEY, parent INT, FOREIGN KEY (parent) REFERENCES "
                                + parent.id().table() + " (id) ON DELETE CASCADE ON UPDATE CASCADE")) {
            Position before = child.position();
            parent.insert("1, 'a'", "2, 'b'");
            child.insert("10, 1", "20, 2");
            parent.execute("UPDATE %s SET id = 3 WHERE id = 1", "DELETE FROM %s WHERE id = 2");

            List<String> told = told(child.itemsUpToNow(before, MARKER));

            List<String> cascades = List.of("UPDATE {\"id\":10,\"parent\":3}", "DELETE {\"id\":20,\"parent\":2}");
            assertThat(told.stream().filter(cascades::contains))
                    .isEqualTo(flavour == TestingFlavour.MYSQL ? cascades : List.of());
            assertThat(child.snapshot()).contains("{\"id\":10,\"parent\":3}").hasSize(2);
        }
    }

    /** What the README says of sessions that keep their changes out of the binlog. */
    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void changesThatAreKeptOutOfTheBinlogAreNotTold(TestingFlavour flavour) throws Exception {
        try (WatchedTable table = WatchedTable.create(flavour.shared(), COLUMNS)) {
            Position before = table.position();
            table.execute("SET SESSION sql_log_bin = 0", "INSERT INTO %s VALUES (1, 'hidden')");
            table.execute("UPDATE %s SET v = 'seen'");

            List<StreamItem> items = table.itemsUpToNow(before, MARKER);
            assertThat(told(items)).hasSize(2).startsWith("UPDATE {\"id\":1,\"v\":\"seen\"}");
            assertThat(json(((RowChange) items.get(0)).before())).isEqualTo("{\"id\":1,\"v\":\"hidden\"}");
        }
    }
}
