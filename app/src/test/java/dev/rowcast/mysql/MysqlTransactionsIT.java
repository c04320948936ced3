package dev.rowcast.mysql;

import static dev.rowcast.mysql.WatchedTable.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.Position;
import dev.rowcast.change.StreamItem;
import dev.rowcast.change.StreamItem.Commit;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.testing.TestingFlavour;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Transactions as only MySQL writes them. */
final class MysqlTransactionsIT {
    private static final String COLUMNS = "id INT PRIMARY KEY, v VARCHAR(200)";
    private static final int MARKER = 99_999;

    @Test
    void compressedTransactionsReadLikeOthers() throws Exception {
        try (WatchedTable table = WatchedTable.create(TestingFlavour.MYSQL.shared(), COLUMNS)) {
            Position before = table.position();
            table.execute(
                    "SET SESSION binlog_transaction_compression = ON",
                    "INSERT INTO %s SELECT n, REPEAT('x', 150) FROM (" + TransactionsIT.MANY + ") many",
                    "UPDATE %s SET v = 'y'",
                    "BEGIN",
                    "DELETE FROM %s WHERE id < 500",
                    "UPDATE %s SET id = id + 10000",
                    "COMMIT");

            List<StreamItem> items = table.itemsUpToNow(before, MARKER);

            assertThat(items.stream().filter(Commit.class::isInstance)).hasSize(4);
            table.assertLeadTo(items);
            assertGoesOnFromEveryCommit(table, items);
        }
    }

    @Test
    void taggedGtidsAreKeptInThePosition() throws Exception {
        try (WatchedTable table = WatchedTable.create(TestingFlavour.MYSQL.shared(), COLUMNS)) {
            Position before = table.position();
            table.insert("1, 'a'");
            table.execute("SET gtid_next = 'AUTOMATIC:rowcast_test'", "INSERT INTO %s VALUES (2, 'b')");
            table.insert("3, 'c'");
            table.execute(
                    "SET gtid_next = 'AUTOMATIC:other_tag'",
                    "SET SESSION binlog_transaction_compression = ON",
                    "INSERT INTO %s VALUES (4, 'd')");

            List<StreamItem> items = table.itemsUpToNow(before, MARKER);

            assertThat(((RowChange) items.get(2)).source().gtid()).contains(":rowcast_test:");
            assertThat(((Commit) items.get(7)).position().gtids().toString()).contains(":rowcast_test:", ":other_tag:");
            assertGoesOnFromEveryCommit(table, items);
        }
    }

    static void assertGoesOnFromEveryCommit(WatchedTable table, List<StreamItem> items) throws Exception {
        for (int i = 0; i < items.size() - 1; i++) {
            if (items.get(i) instanceof Commit commit) {
                List<StreamItem> rest = items.subList(i + 1, items.size());
                assertThat(table.source().whyNotResumable(table.server(), commit.position()))
                        .isEmpty();
                assertThat(table.items(commit.position(), told(rest).size()))
                        .as("from " + commit.position())
                        .isEqualTo(rest);
            }
        }
    }
}
