package dev.rowcast.relay;

import static dev.rowcast.relay.TestingFollowing.NOW;
import static dev.rowcast.relay.TestingFollowing.ORDERS;
import static dev.rowcast.relay.TestingFollowing.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.Operation;
import dev.rowcast.change.Row;
import dev.rowcast.change.Source;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.change.StreamItem.TablesAltered;
import dev.rowcast.change.TableId;
import dev.rowcast.change.Value;
import dev.rowcast.relay.TableReader.Tables;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tables that come and go while the relay follows those that patterns match. */
final class NewTablesTest {
    private static final TableId ITEMS = new TableId("shop", "items");

    private final TestingFollowing test = new TestingFollowing();

    private void insertItem(long offset, long id) {
        Row key = new Row(List.of("id"), List.of(new Value.Int(id)));
        Source source = new Source(test.source.server, null, "binlog.000001", offset, 1, NOW);
        test.source.items.add(new RowChange(ITEMS, Operation.INSERT, key, null, row(id, "new"), source));
    }

    private void alter(TableId table) {
        test.source.items.add(new TablesAltered(table::equals, true, "a statement"));
    }

    @Test
    void aTableIsInTheCheckpointBeforeAnythingOfItGoesOut() throws Exception {
        Following following = test.settled();
        assertThat(test.last().tables()).containsExactly(ORDERS);

        test.source.tables = new Tables(Set.of(ITEMS), Set.of());
        insertItem(150, 7);
        test.commit(200);
        following.step();

        assertThat(test.checkpoints.saved)
                .filteredOn(checkpoint -> checkpoint.tables().contains(ITEMS))
                .first()
                .satisfies(checkpoint -> {
                    assertThat(checkpoint.position()).isEqualTo(TestingFollowing.at(100));
                    assertThat(checkpoint.unfinished()).containsExactly(ScanPoint.first(ITEMS));
                    assertThat(checkpoint.retained()).hasSize(2);
                });
        test.settle(following);
        assertThat(test.topics()).contains("items/state/7", "items/inserted/7");
        assertThat(test.last().tables()).containsExactly(ORDERS, ITEMS);
        assertThat(test.last().stateComplete()).isTrue();
        following.close();
    }

    @Test
    void aTableThatIsGoneIsClearedAndForgotten() throws Exception {
        test.source.tables = new Tables(Set.of(ITEMS), Set.of());
        test.source.rows.add(row(1, "kept"));
        Following following = test.settled();
        assertThat(test.retained("items/state/1")).isNotEmpty();

        test.source.tables = Tables.NONE;
        test.source.rows.clear();
        alter(ITEMS);
        test.commit(200);
        following.step();
        test.settle(following);

        assertThat(test.retained("items/state/1")).isEmpty();
        TestingFollowing.await(following, () -> !test.last().tables().contains(ITEMS));
        assertThat(test.board.rows()).doesNotContainKey(ITEMS);
        following.close();
    }

    @Test
    void tablesThatCameAndWentMeanwhileAreReadAnewAndNoOther() throws Exception {
        TableId gone = new TableId("shop", "gone");
        test.source.tables = new Tables(Set.of(gone), Set.of());
        test.settle();

        test.source.tables = new Tables(Set.of(ITEMS), Set.of());
        Following following = test.follow();

        assertThat(test.board.read().phase()).isEqualTo(Phase.RESYNC);
        assertThat(test.last().unfinished()).containsExactlyInAnyOrder(ScanPoint.first(ITEMS), ScanPoint.first(gone));
        test.settle(following);
        TestingFollowing.await(following, () -> !test.last().tables().contains(gone));
        assertThat(test.last().tables()).containsExactly(ORDERS, ITEMS);
        following.close();
    }

    @Test
    void whatCanNotBeFollowedIsNotTold() throws Exception {
        Following following = test.settled();
        test.source.tables = new Tables(Set.of(), Set.of(ITEMS));
        alter(ITEMS);
        test.commit(150);
        insertItem(160, 7);
        test.commit(200);
        following.step();
        test.settle(following);

        assertThat(test.topics()).noneMatch(topic -> topic.startsWith("items/"));
        following.close();
    }
}
