package dev.rowcast.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LoopWatchTest {
    @Test
    void noticesASessionThreadThatHasEndedWithoutAWord() throws Exception {
        Set<Thread> others = sessionThreads();
        try (TestingBroker broker = new TestingBroker()) {
            Set<Thread> own = sessionThreads();
            own.removeAll(others);
            assertThat(broker.broker().failure()).isEmpty();
            own.iterator().next().interrupt();
            await().atMost(Duration.ofSeconds(40))
                    .untilAsserted(() -> assertThat(broker.broker().failure()).isPresent());
        }
    }

    private static Set<Thread> sessionThreads() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> !thread.getName().startsWith("Session Executor "));
        return threads;
    }
}
