package dev.rowcast.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.message.Message;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class HeldStateTest {
    private static final int TOPICS = 3_000;

    @Test
    void isAMapWithoutTheTexts() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        HeldState held = new HeldState();
        Map<String, String> expected = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            String topic = "orders/state/" + random.nextInt(TOPICS);
            String payload = Integer.toString(random.nextInt(3));
            switch (random.nextInt(4)) {
                case 0 -> {
                    held.remove(topic);
                    expected.remove(topic);
                }
                case 1 ->
                    assertThat(held.remove(topic, payload.getBytes(UTF_8)))
                            .as("seed %s", seed)
                            .isEqualTo(Objects.equals(expected.remove(topic), payload));
                default -> {
                    held.add(new Message(topic, payload.getBytes(UTF_8), true, null, null));
                    expected.put(topic, payload);
                }
            }
        }
        assertThat(held.size()).as("seed %s", seed).isEqualTo(expected.size());
        for (int i = 0; i < TOPICS; i++) {
            String topic = "orders/state/" + i;
            assertThat(held.contains(topic)).as("seed %s", seed).isEqualTo(expected.containsKey(topic));
        }
    }
}
