package dev.rowcast.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import dev.rowcast.broker.RawClient.Will;
import dev.rowcast.broker.Received.Item;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LastWillTest {
    private static TestingBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = new TestingBroker();
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void isDeliveredAndRetainedWhenTheSocketIsCut(int qos) throws Exception {
        String topic = "rowcast/status/cut" + qos;
        Received early = Received.by(broker.anonymous5(false), topic);
        RawClient publisher = broker.raw();
        publisher.connect("cut" + qos, new Will(topic, "offline", qos), "rowcast", "s3cret");
        publisher.publish(topic, "online");
        early.await(1);
        publisher.cut();
        assertThat(early.await(2)).containsExactly(new Item(topic, "online", false), new Item(topic, "offline", false));
        Received late = Received.by(broker.anonymous5(false), topic);
        assertThat(late.await(1)).containsExactly(new Item(topic, "offline", true));
    }

    @Test
    void isForgottenAfterGoodbye() throws Exception {
        Received received = Received.by(broker.anonymous5(false), "chat/#");
        RawClient polite = broker.raw();
        polite.connect("polite", new Will("chat/polite", "offline", 1));
        polite.disconnect();
        polite.awaitClosed();
        broker.anonymous5(false)
                .publishWith()
                .topic("chat/end")
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(new byte[] {'x'})
                .send()
                .join();
        assertThat(received.await(1)).extracting(Item::topic).containsExactly("chat/end");
    }

    @Test
    void comesBeforeWhatASuccessorWithTheSameIdPublishes() throws Exception {
        Received received = Received.by(broker.anonymous5(false), "rowcast/twin");
        RawClient first = broker.raw();
        first.connect("twin", new Will("rowcast/twin", "offline", 1), "rowcast", "s3cret");
        RawClient second = broker.raw();
        second.connect("twin", new Will("rowcast/twin", "offline", 1), "rowcast", "s3cret");
        first.awaitClosed();
        assertThat(received.await(1)).extracting(Item::payload).containsExactly("offline");
        second.publish("rowcast/twin", "online");
        assertThat(received.await(2)).extracting(Item::payload).containsExactly("offline", "online");
        assertThat(broker.broker().failure()).isEmpty();
    }
}
