package dev.rowcast.examples.follower;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperties;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class MessageReaderTest {
    private static final String EVENT =
            """
            {"op":"update","schema":"shop","table":"orders","key":{"id":7},"before":{"id":7,"n":1},"after":{"id":7,"n":2},
             "version":"v2"}""";

    private static @Nullable Change read(String topic, @Nullable String version, String payload) throws Exception {
        Mqtt5PublishBuilder.Complete builder =
                Mqtt5Publish.builder().topic(topic).retain(true).payload(payload.getBytes(UTF_8));
        if (version != null) {
            builder = builder.userProperties(Mqtt5UserProperties.builder()
                    .add("committed_at", "2026-11-20T09:12:00.000000Z")
                    .add("version", version)
                    .build());
        }
        return MessageReader.change(builder.build());
    }

    @Test
    void aStateIsTheRow() throws Exception {
        assertThat(read("orders/state/7", "v1", "{\"id\":7,\"total\":\"19.90\"}"))
                .isInstanceOfSatisfying(Change.State.class, state -> {
                    assertThat(state.key()).isEqualTo("7");
                    assertThat(state.version()).isEqualTo("v1");
                    assertThat(state.retained()).isTrue();
                    assertThat(state.row().path("total").textValue()).isEqualTo("19.90");
                });
    }

    @Test
    void numbersKeepEveryDigit() throws Exception {
        String row = "{\"id\":18446744073709551615,\"json\":[1.10,123456789012345678901234567890.5]}";
        assertThat(read("orders/state/7", "v1", row))
                .isInstanceOfSatisfying(
                        Change.State.class, state -> assertThat(state.row()).hasToString(row));
    }

    @Test
    void anEmptyStateIsARowThatIsGone() throws Exception {
        assertThat(read("orders/state/7", "v1", "")).isEqualTo(new Change.Gone("7", "v1"));
        assertThat(read("orders/state/7", null, "")).isEqualTo(new Change.Gone("7", null));
    }

    @Test
    void anEventHasBothRows() throws Exception {
        assertThat(read("orders/updated/7", null, EVENT)).isInstanceOfSatisfying(Change.Event.class, event -> {
            assertThat(event.version()).isEqualTo("v2");
            assertThat(String.valueOf(event.before())).isEqualTo("{\"id\":7,\"n\":1}");
            assertThat(String.valueOf(event.after())).isEqualTo("{\"id\":7,\"n\":2}");
        });
    }

    @Test
    void whatIsNotOfARowIsPassedOver() throws Exception {
        assertThat(read("orders/updated/7", null, "")).isNull();
        assertThat(read("orders/notes/7", null, "hello")).isNull();
    }

    @Test
    void whatCanNotBeFollowedIsRefusedWithARemedy() {
        assertThatThrownBy(() -> read("orders/state/7", null, "{}")).hasMessageContaining("MQTT_VERSION=5");
        assertThatThrownBy(() -> read("orders/state/7", "v1", "{\"id\":7,\"rowcast:oversized\":{}}"))
                .hasMessageContaining("ROWCAST_COLUMNS");
        assertThatThrownBy(() -> read("orders/state/7", "v1", "[1]")).hasMessageContaining("orders/state/7");
        assertThatThrownBy(() -> read("orders/state/7", "v1", "{")).hasMessageContaining("no JSON");
        assertThatThrownBy(() -> read("orders/updated/7", null, "{}")).hasMessageContaining("version");
    }
}
