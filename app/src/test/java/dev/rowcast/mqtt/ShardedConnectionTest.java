package dev.rowcast.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowcast.message.Message;
import dev.rowcast.message.Message.Delivery;
import dev.rowcast.message.MessageMapper;
import dev.rowcast.relay.BrokerConnection;
import dev.rowcast.relay.BrokerConnector;
import dev.rowcast.relay.BrokerUnavailableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What goes over which connection; brokers have their say in {@link BrokerConnectionContract} and {@link RowOrderTest}. */
final class ShardedConnectionTest {
    private final List<Lane> lanes =
            IntStream.range(0, 4).mapToObj(i -> new Lane(1_000 - i)).toList();
    private final ShardedConnection connection = new ShardedConnection(List.copyOf(lanes));

    @Test
    void theSameTopicAlwaysTakesTheSameLaneAndManyTakeAllAlike() {
        assertThat(ShardedConnection.lane("orders/state/7", 4)).isEqualTo(2);
        int[] counts = new int[16];
        for (int id = 0; id < 16_000; id++) {
            counts[ShardedConnection.lane("orders/state/" + id, 16)]++;
        }
        assertThat(Arrays.stream(counts)).allSatisfy(count -> assertThat(count).isBetween(850, 1_150));
    }

    @Test
    void whatIsSaidOfARowGoesOverOneLaneItsTombstoneToo() {
        String stateTopic = "orders/state/7";
        connection.publish(ofRow("orders/state/7", stateTopic));
        connection.publish(ofRow("orders/updated/7", stateTopic));
        connection.publish(MessageMapper.tombstone(stateTopic));

        assertThat(lanes.get(ShardedConnection.lane(stateTopic, 4)).published)
                .containsExactly("orders/state/7", "orders/updated/7", "orders/state/7");
    }

    @Test
    void whatIsOfNoRowGoesOverTheFirst() {
        for (int i = 0; i < 10; i++) {
            connection.publish(new Message("rowcast/topic" + i, new byte[0], true, null, null));
        }
        assertThat(lanes.get(0).published).hasSize(10);
    }

    @Test
    void aProbeHasReturnedWhenAllHave() {
        CompletableFuture<Void> probe = connection.probe().toCompletableFuture();
        for (Lane lane : lanes) {
            assertThat(probe).isNotDone();
            lane.probe.complete(null);
        }
        assertThat(probe).isCompleted();
    }

    @Test
    void aProbeFailsWithTheFirstThatDoes() {
        CompletableFuture<Void> probe = connection.probe().toCompletableFuture();
        lanes.get(2).probe.completeExceptionally(new BrokerUnavailableException("cut", new Exception()));

        assertThat(probe).isCompletedExceptionally();
    }

    @Test
    void isAsOpenAndAsWideAsItsWorstLane() {
        assertThat(connection.maxPacketBytes()).isEqualTo(997);
        assertThat(connection.isOpen()).isTrue();
        lanes.get(3).open = false;
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void endsAllLanes() {
        connection.close();
        assertThat(lanes).noneMatch(lane -> lane.open);
    }

    @Test
    void ifOneCanNotConnectTheOthersAreClosed() {
        List<BrokerConnector> connectors = new ArrayList<>();
        lanes.subList(0, 3).forEach(lane -> connectors.add(() -> lane));
        connectors.add(() -> {
            throw new BrokerUnavailableException("no more clients", new Exception());
        });

        assertThatThrownBy(() -> new ShardedConnector(connectors).connect())
                .isInstanceOf(BrokerUnavailableException.class)
                .hasMessage("no more clients");
        assertThat(lanes.subList(0, 3)).noneMatch(lane -> lane.open);
    }

    private static Message ofRow(String topic, String stateTopic) {
        return new Message(topic, "{}".getBytes(UTF_8), false, null, null, new Delivery(stateTopic, Map.of(), null));
    }

    /** A connection that remembers topics. */
    private static final class Lane implements BrokerConnection {
        private final List<String> published = new ArrayList<>();
        private final CompletableFuture<Void> probe = new CompletableFuture<>();
        private final int maxPacketBytes;
        private volatile boolean open = true;

        Lane(int maxPacketBytes) {
            this.maxPacketBytes = maxPacketBytes;
        }

        @Override
        public CompletionStage<Void> publish(Message message) {
            published.add(message.topic());
            return new CompletableFuture<>();
        }

        @Override
        public CompletionStage<Void> probe() {
            return probe;
        }

        @Override
        public void forEachRetained(String filter, Consumer<Message> action) {}

        @Override
        public int maxPacketBytes() {
            return maxPacketBytes;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void abandon() {
            open = false;
        }

        @Override
        public void close() {
            open = false;
        }
    }
}
