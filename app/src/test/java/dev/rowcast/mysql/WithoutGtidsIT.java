package dev.rowcast.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.Position;
import dev.rowcast.change.StreamItem;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.http.OrdersPage;
import dev.rowcast.http.OrdersRange;
import dev.rowcast.relay.Phase;
import dev.rowcast.relay.RelayStatus;
import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingWeb;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** MySQL without GTIDs, where file and offset are all that tells places. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WithoutGtidsIT {
    private static final String COLUMNS = "id INT PRIMARY KEY, v VARCHAR(200)";
    private static final int MARKER = 99_999;

    private TestingDatabase database;

    @BeforeAll
    void start() throws Exception {
        database = TestingFlavour.MYSQL.fresh("--gtid-mode=OFF", "--enforce-gtid-consistency=OFF");
        database.execute("GRANT LOCK TABLES ON shop.* TO " + TestingDatabase.USER);
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @Test
    void fileAndPositionTellWhereToGoOn() throws Exception {
        try (WatchedTable table = WatchedTable.create(database, COLUMNS)) {
            Position before = table.position();
            table.insert("1, 'a'");
            table.execute("XA START 'x'", "INSERT INTO %s VALUES (2, 'b')", "XA END 'x'", "XA PREPARE 'x'");
            table.execute("UPDATE %s SET v = 'c' WHERE id = 1", "FLUSH BINARY LOGS");
            table.execute(
                    "SET SESSION binlog_transaction_compression = ON",
                    "UPDATE %s SET v = REPEAT('d', 99) WHERE id = 1");
            table.execute("XA COMMIT 'x'", "UPDATE %s SET id = 3 WHERE id = 2");

            List<StreamItem> items = table.itemsUpToNow(before, MARKER);

            table.assertLeadTo(items);
            assertThat(items)
                    .noneMatch(item ->
                            item instanceof RowChange change && change.source().gtid() != null);
            MysqlTransactionsIT.assertGoesOnFromEveryCommit(table, items);
        }
    }

    @Test
    void everyRowComesOnce() throws Exception {
        RandomValues values = new RandomValues(new Random(3));
        List<KeyKind> kinds = KeyKind.all(values);
        ChunkReaderIT.everyRowComesOnce(database, List.of(kinds.get(4)));
        ChunkReaderIT.everyRowComesOnce(database, List.of(kinds.get(10), kinds.get(0)));
    }

    @Test
    void chunksShowAllOfLowAndNothingBehindHigh() throws Exception {
        try (WatchedTable table = WatchedTable.create(database, "id INT PRIMARY KEY, v INT")) {
            ChunkVisibilityIT.assertThatChunksShowWhatTheySay(
                    table, () -> Writers.start(table, ChunkVisibilityIT.WRITERS));
        }
    }

    @Test
    void aListSaysThatNobodyKnowsWhatItShows() throws Exception {
        try (WatchedTable table = WatchedTable.create(database, "id BIGINT UNSIGNED PRIMARY KEY");
                ConnectionPool pool = ConnectionPool.open(new Servers(table.login()))) {
            table.insert("1", "2");
            RelayStatus status = TestingWeb.status(Phase.STREAMING, null, true);

            OrdersPage page = new MysqlOrders(table.id(), pool, () -> status).list(OrdersRange.last(1));

            assertThat(page.next()).isEqualTo(2);
            assertThat(page.version()).isNull();
            assertThat(page.gtids()).isNull();
        }
    }

    @Test
    void aServerThatRestsIsReachedWhateverItsLastEventIs() throws Exception {
        try (WatchedTable table = WatchedTable.create(database, COLUMNS)) {
            PassedPlacesIT.assertThatItIsReached(table);
        }
    }

    @Test
    void aPurgedBinlogWithoutChangesIsNoGap() throws Exception {
        try (WatchedTable table = WatchedTable.create(database, COLUMNS)) {
            PassedPlacesIT.assertThatAPurgeIsNoGap(table);
        }
    }
}
