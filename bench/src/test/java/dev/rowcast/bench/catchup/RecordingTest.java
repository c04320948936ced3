package dev.rowcast.bench.catchup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperties;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PayloadFormatIndicator;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
    @Test
    void whatIsSentAgainIsWhatWasRecorded(@TempDir Path directory) throws IOException {
        Mqtt5Publish state = Mqtt5Publish.builder()
                .topic("orders/state/7")
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(true)
                .payload("{\"id\":7,\"name\":\"Łukasz\"}".getBytes(UTF_8))
                .payloadFormatIndicator(Mqtt5PayloadFormatIndicator.UTF_8)
                .contentType("application/json")
                .userProperties(Mqtt5UserProperties.builder()
                        .add("version", "019e-1")
                        .add("committed_at", "2026-11-20T09:14:31.001204Z")
                        .build())
                .build();
        Mqtt5Publish cleared = Mqtt5Publish.builder()
                .topic("orders/state/8")
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(true)
                .payload(new byte[0])
                .build();
        Path file = directory.resolve("recording");
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            Recording.write(out, state);
            Recording.write(out, cleared);
        }

        Recording recording = Recording.load(file);

        assertThat(recording.next()).isEqualTo(state);
        assertThat(recording.next()).isEqualTo(cleared);
        assertThat(recording.hasNext()).isFalse();
    }
}
