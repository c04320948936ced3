package dev.rowcast.relay;

import static dev.rowcast.relay.TestingFollowing.ORDERS;
import static dev.rowcast.relay.TestingFollowing.at;
import static dev.rowcast.relay.TestingFollowing.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rowcast.change.Operation;
import dev.rowcast.change.StreamItem.TableAltered;
import dev.rowcast.message.Message;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** State that is published anew between the changes, step by step without a thread. */
final class RefreshTest {
    private final TestingFollowing testing = new TestingFollowing();

    @Test
    void aResyncThatIsAskedForWaitsForTheEndOfTheTransaction() throws Exception {
        try (Following following = testing.settled()) {
            testing.change(150, 1, Operation.INSERT, "new");
            following.step();
            testing.source.rows.add(row(1, "shipped"));
            testing.resyncAsked.set(true);
            following.step();
            assertThat(testing.topics()).containsExactly("orders/state/1", "orders/inserted/1");

            testing.commit(200);
            testing.settle(following);
        }
        assertThat(testing.topics()).containsExactly("orders/state/1", "orders/inserted/1", "orders/state/1");
        assertThat(testing.board.read().phase()).isEqualTo(Phase.STREAMING);
        assertThat(testing.last().position()).isEqualTo(at(200));
    }

    @Test
    void aResyncNeedsNoTransactionToBegin() throws Exception {
        try (Following following = testing.settled()) {
            testing.source.rows.add(row(1, "new"));
            testing.resyncAsked.set(true);
            following.step();
            testing.settle(following);
        }
        assertThat(testing.topics()).containsExactly("orders/state/1");
        assertThat(testing.board.read().rows()).containsEntry(ORDERS, 1L);
    }

    @Test
    void aChunkWaitsForTheChangesItShowsAndSoNeverOverwritesNewerState() throws Exception {
        testing.settle();
        testing.checkpoints.forgetState();
        testing.source.now = at(500);
        testing.source.rows.add(row(1, "shipped"));
        testing.source.rows.add(row(2, "new"));
        testing.source.rows.add(row(3, "new"));

        try (Following following = testing.follow()) {
            following.step();
            testing.change(150, 1, Operation.INSERT, "new");
            testing.commit(200);
            following.step();
            assertThat(testing.topics()).containsExactly("orders/state/1", "orders/inserted/1");

            testing.change(400, 1, Operation.UPDATE, "shipped");
            testing.commit(500);
            testing.change(600, 2, Operation.UPDATE, "shipped");
            testing.commit(700);
            testing.settle(following);
        }

        assertThat(testing.source.streamedFrom).last().isEqualTo(at(100));
        assertThat(testing.topics())
                .as("of the rows 1 to 3 the second has been told by the stream")
                .endsWith(
                        "orders/state/1",
                        "orders/updated/1",
                        "orders/state/2",
                        "orders/updated/2",
                        "orders/state/1",
                        "orders/state/3");
        assertThat(testing.retained("orders/state/1")).contains("shipped");
        assertThat(testing.retained("orders/state/2")).contains("shipped");
    }

    @Test
    void changesGoOutBetweenTheRowsOfALargeChunkAndAreNotOverwrittenByThem() throws Exception {
        int rows = 2 * TableScan.SLICE + 1;
        testing.source.chunkRows = rows;
        for (long id = 1; id <= rows; id++) {
            testing.source.rows.add(row(id, "new"));
        }
        String last = "orders/state/" + rows;
        try (Following following = testing.follow()) {
            TestingFollowing.await(following, () -> testing.topics().size() == TableScan.SLICE);
            testing.change(150, rows, Operation.UPDATE, "shipped");
            testing.commit(200);
            testing.settle(following);
        }

        assertThat(testing.topics()).hasSize(rows + 1).containsOnlyOnce(last);
        assertThat(testing.topics().indexOf(last)).isLessThan(2 * TableScan.SLICE);
        assertThat(testing.retained(last)).contains("shipped");
    }

    @Test
    void aChangeWaitsForNoMoreRowsThanAScanHasInFlight() throws Exception {
        int half = PublishWindow.mostRows(TestingFollowing.WINDOW);
        testing.source.chunkRows = 10 * half;
        for (long id = 1; id < testing.source.chunkRows; id++) {
            testing.source.rows.add(row(id, "new"));
        }
        testing.broker = new ScriptedBroker();
        testing.time = new SettableTime() {
            @Override
            public void rest(Duration longest) {
                super.rest(longest);
                testing.broker.acknowledge(1);
            }
        };
        try (Following following = testing.follow()) {
            TestingFollowing.await(following, () -> !testing.topics().isEmpty());
            assertThat(testing.topics()).hasSize(half);
            testing.change(150, 999, Operation.INSERT, "new");
            following.step();
            assertThat(testing.topics().subList(half, half + 2))
                    .containsExactly("orders/state/999", "orders/inserted/999");
            assertThat(testing.topics().size()).isLessThan(2 * half);
        }
    }

    @Test
    void changesGoOutWhileTheNextChunkIsBeingRead() throws Exception {
        testing.source.chunkRows = 2;
        for (long id = 1; id <= 3; id++) {
            testing.source.rows.add(row(id, "new"));
        }
        testing.source.preparing = true;
        try (Following following = testing.follow()) {
            TestingFollowing.await(following, () -> testing.topics().size() == 2);
            testing.change(150, 3, Operation.UPDATE, "shipped");
            testing.commit(200);
            TestingFollowing.steps(following, 3);
            assertThat(testing.topics())
                    .containsExactly("orders/state/1", "orders/state/2", "orders/state/3", "orders/updated/3");

            testing.source.preparing = false;
            testing.settle(following);
        }
        assertThat(testing.topics()).as("not what was read before the change").hasSize(4);
        assertThat(testing.retained("orders/state/3")).contains("shipped");
    }

    @Test
    void changesThatAreToldWhileTheNextChunkIsReadAreNotOverwrittenByIt() throws Exception {
        int rows = 2 * TableScan.SLICE;
        testing.source.chunkRows = TableScan.SLICE + 1;
        for (long id = 1; id <= rows; id++) {
            testing.source.rows.add(row(id, "new"));
        }
        String last = "orders/state/" + rows;
        try (Following following = testing.follow()) {
            TestingFollowing.await(following, () -> testing.topics().size() == TableScan.SLICE);
            assertThat(testing.source.reads).as("the second is read already").hasSize(2);
            testing.change(150, rows, Operation.UPDATE, "shipped");
            testing.commit(200);
            testing.settle(following);
        }

        assertThat(testing.topics()).hasSize(rows + 1).containsOnlyOnce(last);
        assertThat(testing.retained(last)).contains("shipped");
        assertThat(testing.source.reads).hasSize(2);
    }

    @Test
    void rowsOfAChunkAreVersionedBetweenWhatTheyShowAndWhatFollows() throws Exception {
        testing.source.rows.add(row(1, "new"));
        try (Following following = testing.settled()) {
            testing.change(100, 1, Operation.UPDATE, "shipped");
            testing.commit(200);
            following.step();
        }
        List<String> versions = testing.broker.published().stream()
                .filter(message -> message.topic().equals("orders/state/1"))
                .map(message -> String.valueOf(message.version()))
                .toList();
        assertThat(versions).hasSize(2).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aSnapshotThatWasCutOffGoesOnBehindTheLastChunkThatWasAcknowledged() throws Exception {
        testing.source.chunkRows = 2;
        for (long id = 1; id <= 5; id++) {
            testing.source.rows.add(row(id, "new"));
        }
        try (Following following = testing.follow()) {
            TestingFollowing.await(following, () -> testing.topics().size() == 2);
        }
        assertThat(testing.last().unfinished()).containsExactly(new ScanPoint(ORDERS, "2"));
        testing.source.rows.remove(0);
        testing.source.reads.clear();

        testing.settle();

        assertThat(testing.source.reads).containsExactly("2", "4");
        assertThat(testing.topics().stream().filter(topic -> topic.equals("orders/state/2")))
                .hasSize(1);
        assertThat(testing.retained("orders/state/1"))
                .as("a ghost among the finished")
                .isEmpty();
        assertThat(testing.last().stateComplete()).isTrue();
    }

    @Test
    void aGhostIsClearedWithAVersionForThoseWhoHaveSeenANewerRow() throws Exception {
        testing.source.rows.add(row(1, "new"));
        try (Following following = testing.settled()) {
            testing.source.rows.clear();
            testing.resyncAsked.set(true);
            following.step();
            testing.settle(following);
        }
        assertThat(testing.broker.published())
                .filteredOn(message -> message.topic().startsWith("orders/") && message.payload().length == 0)
                .singleElement()
                .extracting(Message::version)
                .isNotNull();
    }

    @Test
    void anAlteredTableIsReadAnewWhatDiffersIsPublishedAndGhostsAreCleared() throws Exception {
        for (long id = 1; id <= 3; id++) {
            testing.source.rows.add(row(id, "new"));
        }
        try (Following following = testing.settled()) {
            testing.source.rows.set(1, row(2, "shipped"));
            testing.source.rows.remove(0);
            testing.source.items.add(new TableAltered(ORDERS, "TRUNCATE orders"));
            testing.commit(200);
            following.step();
            assertThat(testing.board.read().reason()).isEqualTo("TRUNCATE orders");
            testing.settle(following);
        }

        assertThat(testing.broker.published().stream()
                        .filter(message -> message.topic().startsWith("orders/"))
                        .skip(3))
                .extracting(Message::topic, message -> message.payload().length > 0)
                .containsExactly(tuple("orders/state/2", true), tuple("orders/state/1", false));
        assertThat(testing.last().position()).isEqualTo(at(200));
    }
}
