package dev.rowcast.bench.rig;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import dev.rowcast.broker.BrokerSettings;
import dev.rowcast.broker.EmbeddedBroker;
import dev.rowcast.broker.access.Publisher;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class WindowedPublisherTest {
    private static final int MORE_THAN_A_WINDOW = 1_500;

    private EmbeddedBroker broker;

    @BeforeEach
    void start() throws Exception {
        EmbeddedBroker.prepareNetty();
        broker = EmbeddedBroker.start(BrokerSettings.defaults(new Publisher("somebody", "secret"), List.of("orders/"))
                .withPorts(0, 0));
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void publishesMoreThanOneWindowHolds() throws Exception {
        CountDownLatch missing = new CountDownLatch(MORE_THAN_A_WINDOW);
        try (SocketSubscriber subscriber = SocketSubscriber.connect(
                url(""), List.of("orders/updated/+"), (publish, nanos) -> missing.countDown())) {
            WindowedPublisher publisher =
                    WindowedPublisher.connect(url("somebody:secret@"), WindowedPublisher.Reads.PACED);
            for (int i = 1; i <= MORE_THAN_A_WINDOW; i++) {
                publisher.publish(event(i));
            }
            publisher.drain();

            assertThat(missing.await(30, TimeUnit.SECONDS)).isTrue();
            subscriber.requireAlive();
        }
    }

    @Test
    void tellsOfAMessageThatWasNotTaken() throws Exception {
        WindowedPublisher nobody = WindowedPublisher.connect(url(""), WindowedPublisher.Reads.AT_ONCE);
        nobody.publish(event(1));

        assertThatThrownBy(nobody::drain)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a message was not published");
    }

    private URI url(String login) {
        return URI.create("mqtt://" + login + "127.0.0.1:" + broker.mqttPort());
    }

    private static Mqtt5Publish event(int order) {
        return Mqtt5Publish.builder()
                .topic("orders/updated/" + order)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload("{}".getBytes(UTF_8))
                .build();
    }
}
