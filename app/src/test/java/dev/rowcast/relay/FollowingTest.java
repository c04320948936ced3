package dev.rowcast.relay;

import static dev.rowcast.relay.TestingFollowing.ORDERS;
import static dev.rowcast.relay.TestingFollowing.at;
import static dev.rowcast.relay.TestingFollowing.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.rowcast.change.Operation;
import dev.rowcast.change.StreamItem.Passed;
import dev.rowcast.message.Oversized;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The loop's steps, taken one by one without a thread. */
final class FollowingTest {
    private final TestingFollowing testing = new TestingFollowing();

    @Test
    void theFirstStartPublishesTheStateAndStreamsFromTheSnapshot() throws Exception {
        testing.source.rows.add(row(1, "new"));

        try (Following following = testing.follow()) {
            assertThat(testing.board.read().phase()).isEqualTo(Phase.SNAPSHOT);
            testing.settle(following);

            assertThat(testing.topics()).containsExactly("orders/state/1");
            assertThat(testing.source.streamedFrom).containsExactly(at(100));
            assertThat(testing.board.read().phase()).isEqualTo(Phase.STREAMING);
            assertThat(testing.board.read().rows()).containsEntry(ORDERS, 1L);
        }
    }

    @Test
    void theStartOfTheStreamIsSavedBeforeTheFirstRowGoesOut() throws Exception {
        testing.source.rows.add(row(1, "new"));

        testing.settle();

        assertThat(testing.checkpoints.saved)
                .extracting(Checkpoint::position, Checkpoint::stateComplete)
                .startsWith(tuple(at(100), false))
                .endsWith(tuple(at(100), true));
    }

    @Test
    void rowsTooLargeForTheBrokerAreToldWithoutTheirColumnsWhereThatIsAskedForAndNothingElseIsLost() throws Exception {
        testing.packets = new PacketRules(2_048, Oversized.MARKER);
        testing.source.rows.add(row(1, "x".repeat(3_000)));
        testing.source.rows.add(row(2, "small"));
        try (Following following = testing.follow()) {
            testing.settle(following);
            testing.change(150, 3, Operation.UPDATE, "y".repeat(3_000));
            testing.change(150, 4, Operation.UPDATE, "small");
            testing.commit(200);
            TestingFollowing.steps(following, 2);
        }

        assertThat(testing.retained("orders/state/1"))
                .isEqualTo("{\"id\":1,\"rowcast:oversized\":{\"bytes\":3020,\"limit\":2048}}");
        assertThat(testing.retained("orders/state/3"))
                .isEqualTo("{\"id\":3,\"rowcast:oversized\":{\"bytes\":3020,\"limit\":2048}}");
        assertThat(testing.retained("orders/state/2")).contains("small");
        assertThat(testing.topics())
                .containsExactly(
                        "orders/state/1",
                        "orders/state/2",
                        "orders/state/3",
                        "orders/updated/3",
                        "orders/state/4",
                        "orders/updated/4");
        assertThat(testing.board.oversizedMessages()).isEqualTo(3);
        assertThat(testing.last().position()).isEqualTo(at(200));
    }

    @Test
    void aMarkerThatTheBrokerHoldsIsLeftAloneByTheNextSnapshot() throws Exception {
        testing.packets = new PacketRules(2_048, Oversized.MARKER);
        testing.source.rows.add(row(1, "x".repeat(3_000)));
        testing.settle();
        int published = testing.topics().size();

        testing.resyncAsked.set(true);
        testing.settle();

        assertThat(testing.topics()).hasSize(published);
    }

    @Test
    void aWiderLimitBringsTheRowInPlaceOfItsMarker() throws Exception {
        testing.packets = new PacketRules(2_048, Oversized.MARKER);
        testing.source.rows.add(row(1, "x".repeat(3_000)));
        testing.settle();

        testing.packets = new PacketRules(4_096, Oversized.MARKER);
        testing.settle();

        assertThat(testing.retained("orders/state/1")).contains("\"status\":\"xxx");
    }

    @Test
    void aRowTooLargeForTheBrokerEndsTheRelayBehindWhatWasCommittedBefore() throws Exception {
        testing.packets = new PacketRules(2_048, Oversized.FAIL);
        Following following = testing.settled();
        testing.change(150, 1, Operation.UPDATE, "small");
        testing.commit(200);
        testing.change(250, 2, Operation.UPDATE, "y".repeat(3_000));
        testing.commit(300);

        assertThatThrownBy(() -> TestingFollowing.steps(following, 1))
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContainingAll("shop.orders", "{\"id\":2}", "2048");
        following.close();

        assertThat(testing.topics()).containsExactly("orders/state/1", "orders/updated/1");
        assertThat(testing.last().position()).isEqualTo(at(200));
    }

    @Test
    void theCheckpointStaysBehindUnacknowledgedChanges() throws Exception {
        testing.settle();
        testing.broker = new ScriptedBroker();
        Following following = testing.follow();
        testing.change(150, 1, Operation.INSERT, "new");
        testing.commit(200);
        TestingFollowing.steps(following, 2);

        following.close();
        assertThat(testing.last().position()).isEqualTo(at(100));
    }

    @Test
    void theCheckpointFollowsAcknowledgedCommitsAlsoEmptyOnes() throws Exception {
        testing.settle();
        Following following = testing.follow();
        testing.change(150, 1, Operation.INSERT, "new");
        testing.commit(200);
        testing.commit(300);
        TestingFollowing.steps(following, 3);

        following.close();
        assertThat(testing.last().position()).isEqualTo(at(300));
        assertThat(testing.topics()).containsExactly("orders/state/1", "orders/inserted/1");
    }

    @Test
    void aRestartGoesOnFromTheCheckpointWithTheSameEpoch() throws Exception {
        testing.settle();
        Instant epoch = testing.last().epoch();
        testing.source.now = at(900);

        testing.settle();

        assertThat(testing.source.streamedFrom).containsExactly(at(100), at(100));
        assertThat(testing.last().epoch()).isEqualTo(epoch);
        assertThat(testing.topics()).as("the broker holds the state already").isEmpty();
    }

    @Test
    void rowsAreCountedWithTheCheckpointSoThatARestartKnowsThem() throws Exception {
        testing.source.rows.add(row(1, "new"));
        Following following = testing.settled();
        testing.change(150, 2, Operation.INSERT, "new");
        testing.change(150, 3, Operation.INSERT, "new");
        testing.commit(200);
        TestingFollowing.steps(following, 4);
        assertThat(testing.board.read().rows()).containsEntry(ORDERS, 3L);
        following.close();

        assertThat(testing.last().rows()).containsEntry(ORDERS, 3L);
        testing.board.counted(Map.of());
        testing.follow().close();
        assertThat(testing.board.read().rows()).containsEntry(ORDERS, 3L);
    }

    @Test
    void ofWhatTheStreamHasReadyOnlyTheLastStateOfARowIsSentButEveryEvent() throws Exception {
        try (Following following = testing.settled()) {
            testing.change(150, 1, Operation.INSERT, "new");
            testing.commit(200);
            testing.change(250, 2, Operation.INSERT, "new");
            testing.change(260, 1, Operation.UPDATE, "packed");
            testing.commit(300);
            testing.change(350, 1, Operation.UPDATE, "shipped");
            testing.commit(400);
            following.step();
        }
        assertThat(testing.topics())
                .containsExactly(
                        "orders/state/1",
                        "orders/inserted/1",
                        "orders/state/2",
                        "orders/inserted/2",
                        "orders/updated/1",
                        "orders/updated/1");
        assertThat(testing.retained("orders/state/1")).contains("shipped");
        assertThat(testing.last().position()).isEqualTo(at(400));
    }

    @Test
    void whatTheStreamHadReadyBeforeItFailedIsPublished() throws Exception {
        Following following = testing.settled();
        testing.change(150, 1, Operation.INSERT, "new");
        testing.commit(200);
        testing.source.failure = new MisconfiguredException("an event can not be decoded");

        assertThatThrownBy(following::step).hasMessage("an event can not be decoded");
        following.close();

        assertThat(testing.topics()).containsExactly("orders/state/1", "orders/inserted/1");
        assertThat(testing.last().position()).isEqualTo(at(200));
    }

    @Test
    void aPlaceWithoutACommitMovesTheCheckpointToo() throws Exception {
        try (Following following = testing.settled()) {
            testing.source.items.add(new Passed(at(900)));
            following.step();
        }
        assertThat(testing.last().position()).isEqualTo(at(900));
    }

    @Test
    void aCheckpointIsKnownThoughTheFollowingDidNotBegin() throws Exception {
        testing.settle();
        testing.known.set(null);
        testing.source.unreachable = new SourceUnavailableException("the server is away");
        assertThatThrownBy(testing::follow).isSameAs(testing.source.unreachable);

        testing.checkpoints.saved.clear();
        testing.source.unreachable = null;
        testing.source.now = at(500);
        testing.follow().close();

        assertThat(testing.source.streamedFrom).containsExactly(at(100), at(100));
    }

    @Test
    void onAServerThatTookAnothersPlaceItBeginsAgain() throws Exception {
        testing.settle();
        try (Following following = testing.follow()) {
            testing.source.server = "server-2";
            testing.change(150, 1, Operation.INSERT, "new");

            assertThatThrownBy(following::step)
                    .isInstanceOf(SourceUnavailableException.class)
                    .hasMessage("another server has taken the place of server-1");
        }
        assertThat(testing.topics()).isEmpty();
    }

    @Test
    void aBrokerThatForgotTheCheckpointGetsTheEventsSinceTheLastOneThatIsKnown() throws Exception {
        testing.settle();
        testing.known.set(testing.last());
        testing.checkpoints.saved.clear();
        testing.broker = ScriptedBroker.acknowledging();
        testing.source.now = at(500);
        testing.source.rows.add(row(1, "shipped"));

        try (Following following = testing.follow()) {
            testing.change(150, 1, Operation.INSERT, "new");
            testing.commit(200);
            testing.change(450, 1, Operation.UPDATE, "shipped");
            testing.commit(500);
            testing.settle(following);
        }

        assertThat(testing.source.streamedFrom).last().isEqualTo(at(100));
        assertThat(testing.topics()).contains("orders/inserted/1", "orders/updated/1");
        assertThat(testing.retained("orders/state/1")).contains("shipped");
    }

    @Test
    void aLostPositionIsAnnouncedAndVersionsStillGrow() throws Exception {
        testing.settle();
        Instant epoch = testing.last().epoch();
        testing.source.refusal = "binlogs were purged";
        testing.source.now = at(50);

        testing.settle();

        assertThat(testing.board.read().lastGap())
                .isEqualTo(new Gap(TestingFollowing.NOW, "binlogs were purged", at(100), at(50), null));
        assertThat(testing.last().epoch()).isAfter(epoch);
        assertThat(testing.source.streamedFrom).last().isEqualTo(at(50));

        testing.source.refusal = null;
        testing.board.gaps(Gaps.NONE);
        testing.follow().close();
        assertThat(testing.board.read().gaps().count())
                .as("remembered over restarts")
                .isEqualTo(1);
    }
}
