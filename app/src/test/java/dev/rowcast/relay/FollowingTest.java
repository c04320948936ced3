package dev.rowcast.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.rowcast.change.GtidSet;
import dev.rowcast.change.Operation;
import dev.rowcast.change.Position;
import dev.rowcast.change.Row;
import dev.rowcast.change.Source;
import dev.rowcast.change.StreamItem.Commit;
import dev.rowcast.change.StreamItem.Passed;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.change.StreamItem.TableAltered;
import dev.rowcast.change.TableId;
import dev.rowcast.change.Value;
import dev.rowcast.message.Message;
import dev.rowcast.message.MessageMapper;
import dev.rowcast.message.RetainMode;
import dev.rowcast.message.TopicTemplate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The loop's steps, taken one by one without a thread. */
final class FollowingTest {
    private static final TableId ORDERS = new TableId("shop", "orders");
    private static final Instant NOW = Instant.parse("2026-11-20T09:12:00Z");

    private final ScriptedSource source = new ScriptedSource(at(100));
    private final InMemoryCheckpoints checkpoints = new InMemoryCheckpoints();
    private final StatusBoard board = new StatusBoard(InstantSource.fixed(NOW));
    private final AtomicBoolean resyncAsked = new AtomicBoolean();
    private final RelayTime time = new SteadyTime(NOW);
    private final AtomicReference<@Nullable Checkpoint> known = new AtomicReference<>();
    private ScriptedBroker broker = ScriptedBroker.acknowledging();

    @Test
    void theFirstStartPublishesTheStateAndStreamsFromTheSnapshot() throws Exception {
        source.rows.add(row(1, "new"));

        try (Following following = follow()) {
            assertThat(board.read().phase()).isEqualTo(Phase.SNAPSHOT);
            settle(following);

            assertThat(topics()).containsExactly("orders/state/1");
            assertThat(source.streamedFrom).containsExactly(at(100));
            assertThat(board.read().phase()).isEqualTo(Phase.STREAMING);
            assertThat(board.read().rows()).containsEntry(ORDERS, 1L);
        }
    }

    @Test
    void theStartOfTheStreamIsSavedBeforeTheFirstRowGoesOut() throws Exception {
        source.rows.add(row(1, "new"));

        settle();

        assertThat(checkpoints.saved)
                .extracting(Checkpoint::position, Checkpoint::stateComplete)
                .startsWith(tuple(at(100), false))
                .endsWith(tuple(at(100), true));
    }

    @Test
    void theCheckpointStaysBehindUnacknowledgedChanges() throws Exception {
        settle();
        broker = new ScriptedBroker();
        Following following = follow();
        change(150, 1, Operation.INSERT, "new");
        commit(200);
        steps(following, 2);

        following.close();
        assertThat(last().position()).isEqualTo(at(100));
    }

    @Test
    void theCheckpointFollowsAcknowledgedCommitsAlsoEmptyOnes() throws Exception {
        settle();
        Following following = follow();
        change(150, 1, Operation.INSERT, "new");
        commit(200);
        commit(300);
        steps(following, 3);

        following.close();
        assertThat(last().position()).isEqualTo(at(300));
        assertThat(topics()).containsExactly("orders/state/1", "orders/inserted/1");
    }

    @Test
    void aRestartGoesOnFromTheCheckpointWithTheSameEpoch() throws Exception {
        settle();
        Instant epoch = last().epoch();
        source.now = at(900);

        settle();

        assertThat(source.streamedFrom).containsExactly(at(100), at(100));
        assertThat(last().epoch()).isEqualTo(epoch);
        assertThat(topics()).as("the broker holds the state already").isEmpty();
    }

    @Test
    void rowsAreCountedWithTheCheckpointSoThatARestartKnowsThem() throws Exception {
        source.rows.add(row(1, "new"));
        Following following = settled();
        change(150, 2, Operation.INSERT, "new");
        change(150, 3, Operation.INSERT, "new");
        commit(200);
        steps(following, 4);
        assertThat(board.read().rows()).containsEntry(ORDERS, 3L);
        following.close();

        assertThat(last().rows()).containsEntry(ORDERS, 3L);
        board.counted(Map.of());
        follow().close();
        assertThat(board.read().rows()).containsEntry(ORDERS, 3L);
    }

    @Test
    void aResyncThatIsAskedForWaitsForTheEndOfTheTransaction() throws Exception {
        try (Following following = settled()) {
            change(150, 1, Operation.INSERT, "new");
            following.step();
            source.rows.add(row(1, "shipped"));
            resyncAsked.set(true);
            following.step();
            assertThat(topics()).containsExactly("orders/state/1", "orders/inserted/1");

            commit(200);
            settle(following);
        }
        assertThat(topics()).containsExactly("orders/state/1", "orders/inserted/1", "orders/state/1");
        assertThat(board.read().phase()).isEqualTo(Phase.STREAMING);
        assertThat(last().position()).isEqualTo(at(200));
    }

    @Test
    void aResyncNeedsNoTransactionToBegin() throws Exception {
        try (Following following = settled()) {
            source.rows.add(row(1, "new"));
            resyncAsked.set(true);
            following.step();
            settle(following);
        }
        assertThat(topics()).containsExactly("orders/state/1");
        assertThat(board.read().rows()).containsEntry(ORDERS, 1L);
    }

    @Test
    void aChunkWaitsForTheChangesItShowsAndSoNeverOverwritesNewerState() throws Exception {
        settle();
        checkpoints.forgetState();
        source.now = at(500);
        source.rows.add(row(1, "shipped"));
        source.rows.add(row(2, "new"));
        source.rows.add(row(3, "new"));

        try (Following following = follow()) {
            following.step();
            change(150, 1, Operation.INSERT, "new");
            commit(200);
            following.step();
            assertThat(topics()).containsExactly("orders/state/1", "orders/inserted/1");

            change(400, 1, Operation.UPDATE, "shipped");
            commit(500);
            change(600, 2, Operation.UPDATE, "shipped");
            commit(700);
            settle(following);
        }

        assertThat(source.streamedFrom).last().isEqualTo(at(100));
        assertThat(topics())
                .as("of the rows 1 to 3 the second has been told by the stream")
                .endsWith(
                        "orders/state/1",
                        "orders/updated/1",
                        "orders/state/2",
                        "orders/updated/2",
                        "orders/state/1",
                        "orders/state/3");
        assertThat(retained("orders/state/1")).contains("shipped");
        assertThat(retained("orders/state/2")).contains("shipped");
    }

    @Test
    void rowsOfAChunkAreVersionedBetweenWhatTheyShowAndWhatFollows() throws Exception {
        source.rows.add(row(1, "new"));
        try (Following following = settled()) {
            change(100, 1, Operation.UPDATE, "shipped");
            commit(200);
            following.step();
        }
        List<String> versions = broker.published().stream()
                .filter(message -> message.topic().equals("orders/state/1"))
                .map(message -> String.valueOf(message.version()))
                .toList();
        assertThat(versions).hasSize(2).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aSnapshotThatWasCutOffGoesOnBehindTheLastChunkThatWasAcknowledged() throws Exception {
        source.chunkRows = 2;
        for (long id = 1; id <= 5; id++) {
            source.rows.add(row(id, "new"));
        }
        try (Following following = follow()) {
            await(following, () -> topics().size() == 2);
        }
        assertThat(last().unfinished()).containsExactly(new ScanPoint(ORDERS, "2"));
        source.rows.remove(0);
        source.reads.clear();

        settle();

        assertThat(source.reads).containsExactly("2", "4");
        assertThat(topics().stream().filter(topic -> topic.equals("orders/state/2")))
                .hasSize(1);
        assertThat(retained("orders/state/1")).as("a ghost among the finished").isEmpty();
        assertThat(last().stateComplete()).isTrue();
    }

    @Test
    void ofWhatTheStreamHasReadyOnlyTheLastStateOfARowIsSentButEveryEvent() throws Exception {
        try (Following following = settled()) {
            change(150, 1, Operation.INSERT, "new");
            commit(200);
            change(250, 2, Operation.INSERT, "new");
            change(260, 1, Operation.UPDATE, "packed");
            commit(300);
            change(350, 1, Operation.UPDATE, "shipped");
            commit(400);
            following.step();
        }
        assertThat(topics())
                .containsExactly(
                        "orders/state/1",
                        "orders/inserted/1",
                        "orders/state/2",
                        "orders/inserted/2",
                        "orders/updated/1",
                        "orders/updated/1");
        assertThat(retained("orders/state/1")).contains("shipped");
        assertThat(last().position()).isEqualTo(at(400));
    }

    @Test
    void whatTheStreamHadReadyBeforeItFailedIsPublished() throws Exception {
        Following following = settled();
        change(150, 1, Operation.INSERT, "new");
        commit(200);
        source.failure = new MisconfiguredException("an event can not be decoded");

        assertThatThrownBy(following::step).hasMessage("an event can not be decoded");
        following.close();

        assertThat(topics()).containsExactly("orders/state/1", "orders/inserted/1");
        assertThat(last().position()).isEqualTo(at(200));
    }

    @Test
    void aPlaceWithoutACommitMovesTheCheckpointToo() throws Exception {
        try (Following following = settled()) {
            source.items.add(new Passed(at(900)));
            following.step();
        }
        assertThat(last().position()).isEqualTo(at(900));
    }

    @Test
    void aCheckpointIsKnownThoughTheFollowingDidNotBegin() throws Exception {
        settle();
        known.set(null);
        source.unreachable = new SourceUnavailableException("the server is away");
        assertThatThrownBy(this::follow).isSameAs(source.unreachable);

        checkpoints.saved.clear();
        source.unreachable = null;
        source.now = at(500);
        follow().close();

        assertThat(source.streamedFrom).containsExactly(at(100), at(100));
    }

    @Test
    void aGhostIsClearedWithAVersionForThoseWhoHaveSeenANewerRow() throws Exception {
        source.rows.add(row(1, "new"));
        try (Following following = settled()) {
            source.rows.clear();
            resyncAsked.set(true);
            following.step();
            settle(following);
        }
        assertThat(broker.published())
                .filteredOn(message -> message.topic().startsWith("orders/") && message.payload().length == 0)
                .singleElement()
                .extracting(Message::version)
                .isNotNull();
    }

    @Test
    void onAServerThatTookAnothersPlaceItBeginsAgain() throws Exception {
        settle();
        try (Following following = follow()) {
            source.server = "server-2";
            change(150, 1, Operation.INSERT, "new");

            assertThatThrownBy(following::step)
                    .isInstanceOf(SourceUnavailableException.class)
                    .hasMessage("another server has taken the place of server-1");
        }
        assertThat(topics()).isEmpty();
    }

    @Test
    void aBrokerThatForgotTheCheckpointGetsTheEventsSinceTheLastOneThatIsKnown() throws Exception {
        settle();
        known.set(last());
        checkpoints.saved.clear();
        broker = ScriptedBroker.acknowledging();
        source.now = at(500);
        source.rows.add(row(1, "shipped"));

        try (Following following = follow()) {
            change(150, 1, Operation.INSERT, "new");
            commit(200);
            change(450, 1, Operation.UPDATE, "shipped");
            commit(500);
            settle(following);
        }

        assertThat(source.streamedFrom).last().isEqualTo(at(100));
        assertThat(topics()).contains("orders/inserted/1", "orders/updated/1");
        assertThat(retained("orders/state/1")).contains("shipped");
    }

    @Test
    void aLostPositionIsAnnouncedAndVersionsStillGrow() throws Exception {
        settle();
        Instant epoch = last().epoch();
        source.refusal = "binlogs were purged";
        source.now = at(50);

        settle();

        assertThat(board.read().lastGap()).isEqualTo(new Gap(NOW, "binlogs were purged", at(100), at(50), null));
        assertThat(last().epoch()).isAfter(epoch);
        assertThat(source.streamedFrom).last().isEqualTo(at(50));

        source.refusal = null;
        board.gaps(Gaps.NONE);
        follow().close();
        assertThat(board.read().gaps().count()).as("remembered over restarts").isEqualTo(1);
    }

    @Test
    void anAlteredTableIsReadAnewWhatDiffersIsPublishedAndGhostsAreCleared() throws Exception {
        for (long id = 1; id <= 3; id++) {
            source.rows.add(row(id, "new"));
        }
        try (Following following = settled()) {
            source.rows.set(1, row(2, "shipped"));
            source.rows.remove(0);
            source.items.add(new TableAltered(ORDERS, "TRUNCATE orders"));
            commit(200);
            following.step();
            assertThat(board.read().reason()).isEqualTo("TRUNCATE orders");
            settle(following);
        }

        assertThat(broker.published().stream()
                        .filter(message -> message.topic().startsWith("orders/"))
                        .skip(3))
                .extracting(Message::topic, message -> message.payload().length > 0)
                .containsExactly(tuple("orders/state/2", true), tuple("orders/state/1", false));
        assertThat(last().position()).isEqualTo(at(200));
    }

    private Following follow() throws Exception {
        RelaySettings settings = new RelaySettings(List.of(ORDERS), 100, Duration.ZERO, "f", "0");
        MessageMapper mapper = new MessageMapper(
                TopicTemplate.parse("{table}/{event}/{key}"),
                TopicTemplate.parse("{table}/state/{key}"),
                RetainMode.STATE);
        Relay.Ports ports = new Relay.Ports(source, () -> broker, checkpoints, mapper, time);
        return new Following(settings, ports, new BrokerLink(broker, settings, board, time), board, resyncAsked, known);
    }

    private Following settled() throws Exception {
        Following following = follow();
        settle(following);
        return following;
    }

    private void settle() throws Exception {
        settled().close();
    }

    /** Steps until the stream has nothing left and the state is whole. */
    private void settle(Following following) throws Exception {
        await(following, () -> source.items.isEmpty() && board.read().phase() == Phase.STREAMING);
    }

    private static void await(Following following, BooleanSupplier condition) throws Exception {
        for (int i = 0; i < 100 && !condition.getAsBoolean(); i++) {
            following.step();
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private String retained(String topic) {
        List<String> found = new ArrayList<>();
        broker.forEachRetained("#", message -> {
            if (message.topic().equals(topic)) {
                found.add(new String(message.payload(), UTF_8));
            }
        });
        return String.join("", found);
    }

    private static void steps(Following following, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            following.step();
        }
    }

    private void change(long offset, long id, Operation operation, String status) {
        Row before = operation == Operation.INSERT ? null : row(id, "before");
        Row key = new Row(List.of("id"), List.of(new Value.Int(id)));
        source.items.add(new RowChange(
                ORDERS,
                operation,
                key,
                before,
                row(id, status),
                new Source(source.server, null, "binlog.000001", offset, 1, NOW)));
    }

    private void commit(long offset) {
        source.items.add(new Commit(at(offset), NOW));
    }

    private Checkpoint last() {
        return checkpoints.saved.get(checkpoints.saved.size() - 1);
    }

    /** Without what the relay tells of itself. */
    private List<String> topics() {
        return broker.published().stream()
                .map(Message::topic)
                .filter(topic -> !topic.startsWith("rowcast/"))
                .toList();
    }

    private static Position at(long offset) {
        return new Position(GtidSet.NONE, "binlog.000001", offset);
    }

    private static Row row(long id, String status) {
        return new Row(List.of("id", "status"), List.of(new Value.Int(id), new Value.Text(status)));
    }

    private static final class InMemoryCheckpoints implements CheckpointStore {
        private final List<Checkpoint> saved = new ArrayList<>();

        @Override
        public Optional<Checkpoint> load(BrokerConnection broker) {
            return saved.isEmpty() ? Optional.empty() : Optional.of(saved.get(saved.size() - 1));
        }

        @Override
        public void save(Checkpoint checkpoint, BrokerConnection broker) {
            saved.add(checkpoint);
        }

        void forgetState() {
            saved.add(saved.get(saved.size() - 1).withoutState());
        }
    }
}
