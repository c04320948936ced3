package dev.rowcast.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.broker.access.TopicFilter;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RetainedStoreTest {
    private Instant now = Instant.EPOCH;
    private final RetainedStore store = new RetainedStore(new SetClock(), new ClientLimits.Retained(2, 10));

    @Test
    void keepsTheLastMessageOfATopicUntilItIsCleared() {
        assertThat(store.put(message("a", "1"), false)).isEqualTo(1);
        assertThat(store.put(message("a", "2"), false)).isEqualTo(2);
        assertThat(store.put(message("b", "3"), false)).isEqualTo(3);
        assertThat(store.count()).isEqualTo(2);
        assertThat(replayed("#", store.sequence())).containsExactly("a 2", "b 3");
        assertThat(store.put(message("a", ""), false)).isEqualTo(4);
        assertThat(store.put(message("a", ""), false)).isEqualTo(5);
        assertThat(store.count()).isEqualTo(1);
        assertThat(replayed("#", store.sequence())).containsExactly("b 3");
    }

    @Test
    void theTextOfATopicIsKeptOnce() {
        String topic = new String("orders/state/7".toCharArray());
        store.put(message(topic, "1"), false);
        store.put(message(new String("orders/state/7".toCharArray()), "2"), false);

        RetainedMessage kept = store.candidates("orders/state/7").next();
        assertThat(kept.payload()).asString(UTF_8).isEqualTo("2");
        assertThat(kept.topic()).isSameAs(topic);
    }

    @ParameterizedTest
    @CsvSource({
        "orders/state/7, orders/state/7",
        "orders/state/+, orders/state/7 orders/state/8",
        "orders/#, orders orders/state/7 orders/state/8 orders/x",
        "+/state/7, orders/state/7",
        "#, orders orders-old orders/state/7 orders/state/8 orders/x ordersx",
        "$SYS/#, $SYS/up",
        "orders/, ''",
        "nothing/#, ''"
    })
    void findsWhatAFilterSelects(String filter, String expected) {
        for (String topic :
                List.of("orders", "orders-old", "orders/state/7", "orders/state/8", "orders/x", "ordersx", "$SYS/up")) {
            store.put(message(topic, "x"), false);
        }
        assertThat(String.join(" ", replayed(filter, store.sequence())).replace(" x", ""))
                .isEqualTo(expected);
    }

    @Test
    void whatIsNewerThanTheSubscriptionComesLive() {
        store.put(message("a", "1"), false);
        long since = store.sequence();
        store.put(message("b", "2"), false);
        store.put(message("a", "3"), false);
        assertThat(replayed("#", since)).isEmpty();
        assertThat(replayed("#", store.sequence())).containsExactly("a 3", "b 2");
    }

    @Test
    void messagesOfOthersAreBounded() {
        store.put(message("a", "1"), true);
        store.put(message("b", "2"), true);
        assertThat(store.hasRoomFor(message("c", "3"))).as("a third topic").isFalse();
        assertThat(store.hasRoomFor(message("b", "12345"))).isTrue();
        assertThat(store.hasRoomFor(message("b", "123456")))
                .as("too many bytes")
                .isFalse();
        assertThat(store.hasRoomFor(message("b", ""))).isTrue();
        store.put(message("b", ""), true);
        assertThat(store.hasRoomFor(message("c", "3"))).isTrue();
        store.put(message("c", "the publisher's own do not count"), false);
        assertThat(store.hasRoomFor(message("d", "4"))).isTrue();
        store.put(message("a", "the publisher has replaced it"), false);
        assertThat(store.hasRoomFor(message("d", "123456789"))).isTrue();
    }

    @Test
    void anExpiredMessageIsForgotten() {
        MqttProperties properties = new MqttProperties();
        properties.add(new IntegerProperty(MqttPropertyType.PUBLICATION_EXPIRY_INTERVAL.value(), 10));
        store.put(message("a", "1", properties), false);
        now = Instant.EPOCH.plusSeconds(9);
        assertThat(replayed("a", store.sequence())).containsExactly("a 1");
        now = Instant.EPOCH.plusSeconds(10);
        assertThat(replayed("a", store.sequence())).isEmpty();
        assertThat(store.count()).isZero();
    }

    private List<String> replayed(String filter, long since) {
        Subscription subscription =
                new Subscription(filter, TopicFilter.exactly(filter), MqttQoS.AT_LEAST_ONCE, false, false, null, since);
        Replay replay = new Replay(store, subscription, message -> true);
        List<String> found = new ArrayList<>();
        while (replay.hasNext()) {
            RetainedMessage message = replay.next();
            if (message != null) {
                found.add(message.topic() + " " + new String(message.payload(), UTF_8));
            }
        }
        return found;
    }

    private static MqttPublishMessage message(String topic, String payload) {
        return message(topic, payload, MqttProperties.NO_PROPERTIES);
    }

    private static MqttPublishMessage message(String topic, String payload, MqttProperties properties) {
        return MqttMessageBuilders.publish()
                .topicName(topic)
                .qos(MqttQoS.AT_LEAST_ONCE)
                .retained(true)
                .properties(properties)
                .payload(Unpooled.wrappedBuffer(payload.getBytes(UTF_8)))
                .build();
    }

    private final class SetClock extends Clock {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
