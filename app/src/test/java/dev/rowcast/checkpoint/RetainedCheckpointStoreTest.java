package dev.rowcast.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowcast.message.Message;
import dev.rowcast.mqtt.BrokerAddress;
import dev.rowcast.mqtt.MqttConnector;
import dev.rowcast.relay.BrokerConnection;
import dev.rowcast.relay.BrokerUnavailableException;
import dev.rowcast.relay.Checkpoint;
import dev.rowcast.testing.TestingEmbeddedBroker;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RetainedCheckpointStoreTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @Test
    void livesAndDiesWithTheBrokersState() throws Exception {
        RetainedCheckpointStore store = new RetainedCheckpointStore("shop", TIMEOUT);
        try (TestingEmbeddedBroker broker = TestingEmbeddedBroker.start()) {
            try (BrokerConnection connection = connect(broker)) {
                assertThat(store.load(connection)).isEmpty();
                for (Checkpoint checkpoint : Checkpoints.ofEveryKind().toList()) {
                    store.save(checkpoint, connection);
                    await(() -> assertThat(store.load(connection)).contains(checkpoint));
                }
                store.save(Checkpoints.at(7), connection);
                assertThat(new RetainedCheckpointStore("another", TIMEOUT).load(connection))
                        .isEmpty();
            }
            try (BrokerConnection connection = connect(broker)) {
                assertThat(new RetainedCheckpointStore("shop", TIMEOUT).load(connection))
                        .contains(Checkpoints.at(7));
            }
        }
        try (TestingEmbeddedBroker amnesiac = TestingEmbeddedBroker.start();
                BrokerConnection connection = connect(amnesiac)) {
            assertThat(store.load(connection)).isEmpty();
        }
    }

    @Test
    void startsWithoutWhatItCanNotUnderstand() throws Exception {
        RetainedCheckpointStore store = new RetainedCheckpointStore("shop", TIMEOUT);
        try (TestingEmbeddedBroker broker = TestingEmbeddedBroker.start();
                BrokerConnection connection = connect(broker)) {
            connection
                    .publish(
                            new Message("rowcast/checkpoint/shop", "{\"format\":99}".getBytes(UTF_8), true, null, null))
                    .toCompletableFuture()
                    .join();
            assertThat(store.load(connection)).isEmpty();
            store.save(Checkpoints.at(3), connection);
            await(() -> assertThat(store.load(connection)).contains(Checkpoints.at(3)));
        }
    }

    @Test
    void saysThatTheBrokerIsGone() throws Exception {
        RetainedCheckpointStore store = new RetainedCheckpointStore("shop", TIMEOUT);
        try (TestingEmbeddedBroker broker = TestingEmbeddedBroker.start();
                BrokerConnection connection = connect(broker)) {
            broker.kill();
            assertThatThrownBy(() -> store.save(Checkpoints.at(3), connection))
                    .isInstanceOf(BrokerUnavailableException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "+", "#"})
    void refusesANameThatIsNoLevelOfATopic(String name) {
        assertThatThrownBy(() -> new RetainedCheckpointStore(name, TIMEOUT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** The embedded broker acknowledges a message a moment before it retains it. */
    private static void await(org.awaitility.core.ThrowingRunnable assertion) {
        Awaitility.await().atMost(TIMEOUT).pollInSameThread().untilAsserted(assertion);
    }

    private static BrokerConnection connect(TestingEmbeddedBroker broker) throws Exception {
        return MqttConnector.embedded(
                        new BrokerAddress(
                                broker.mqttUrl(),
                                TestingEmbeddedBroker.USERNAME,
                                TestingEmbeddedBroker.PASSWORD,
                                "rowcast-test",
                                "rowcast/status",
                                Duration.ofSeconds(10),
                                TIMEOUT),
                        null)
                .connect();
    }
}
