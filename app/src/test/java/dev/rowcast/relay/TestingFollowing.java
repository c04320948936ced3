package dev.rowcast.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.GtidSet;
import dev.rowcast.change.Operation;
import dev.rowcast.change.Position;
import dev.rowcast.change.Row;
import dev.rowcast.change.Source;
import dev.rowcast.change.StreamItem.Commit;
import dev.rowcast.change.StreamItem.RowChange;
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
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A following of a scripted database to a scripted broker, and what has come of it. */
final class TestingFollowing {
    static final TableId ORDERS = new TableId("shop", "orders");
    static final Instant NOW = Instant.parse("2026-11-20T09:12:00Z");

    /** How many messages may be in flight. */
    static final int WINDOW = 100;

    final ScriptedSource source = new ScriptedSource(at(100));
    final InMemoryCheckpoints checkpoints = new InMemoryCheckpoints();
    final StatusBoard board = new StatusBoard(InstantSource.fixed(NOW));
    PacketRules packets = PacketRules.DEFAULT;
    Extras extras = Extras.NONE;
    EventListener listener = EventListener.NONE;
    final AtomicBoolean resyncAsked = new AtomicBoolean();
    RelayTime time = new SteadyTime(NOW);
    final AtomicReference<@Nullable Checkpoint> known = new AtomicReference<>();
    ScriptedBroker broker = ScriptedBroker.acknowledging();

    Following follow() throws Exception {
        RelaySettings settings = new RelaySettings(List.of(ORDERS), WINDOW, Duration.ZERO, "f", "0", packets, extras);
        MessageMapper mapper = new MessageMapper(
                TopicTemplate.parse("{table}/{event}/{key}"),
                TopicTemplate.parse("{table}/state/{key}"),
                RetainMode.STATE);
        Relay.Ports ports =
                new Relay.Ports(source, () -> broker, checkpoints, mapper, time, Candidacy.UNCONTESTED, listener);
        return new Following(
                settings,
                ports,
                new BrokerLink(broker, Term.ENDLESS, settings, board, time),
                board,
                resyncAsked,
                known);
    }

    Following settled() throws Exception {
        Following following = follow();
        settle(following);
        return following;
    }

    void settle() throws Exception {
        settled().close();
    }

    /** Steps until the stream has nothing left and the state is whole. */
    void settle(Following following) throws Exception {
        await(following, () -> source.items.isEmpty() && board.read().phase() == Phase.STREAMING);
    }

    static void await(Following following, BooleanSupplier condition) throws Exception {
        for (int i = 0; i < 100 && !condition.getAsBoolean(); i++) {
            following.step();
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    String retained(String topic) {
        List<String> found = new ArrayList<>();
        broker.forEachRetained("#", message -> {
            if (message.topic().equals(topic)) {
                found.add(new String(message.payload(), UTF_8));
            }
        });
        return String.join("", found);
    }

    static void steps(Following following, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            following.step();
        }
    }

    void change(long offset, long id, Operation operation, String status) {
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

    void commit(long offset) {
        source.items.add(new Commit(at(offset), NOW));
    }

    Checkpoint last() {
        return checkpoints.saved.get(checkpoints.saved.size() - 1);
    }

    /** Without what the relay tells of itself. */
    List<String> topics() {
        return broker.published().stream()
                .map(Message::topic)
                .filter(topic -> !topic.startsWith("rowcast/"))
                .toList();
    }

    static Position at(long offset) {
        return new Position(GtidSet.NONE, "binlog.000001", offset);
    }

    static Row row(long id, String status) {
        return new Row(List.of("id", "status"), List.of(new Value.Int(id), new Value.Text(status)));
    }

    static final class InMemoryCheckpoints implements CheckpointStore {
        final List<Checkpoint> saved = new ArrayList<>();

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
