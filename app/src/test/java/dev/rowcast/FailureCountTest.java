package dev.rowcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class FailureCountTest {
    private final FailureCount failures = new FailureCount(3, Duration.ofSeconds(10));

    @Test
    void failuresNowAndThenAreNeverTooMany() {
        for (int i = 0; i < 100; i++) {
            assertThat(failures.isTooMany(Duration.ofSeconds(6L * i).toNanos())).isFalse();
        }
    }

    @Test
    void failuresAgainAndAgainAre() {
        assertThat(failures.isTooMany(-1)).isFalse();
        assertThat(failures.isTooMany(0)).isFalse();
        assertThat(failures.isTooMany(1)).isTrue();
    }
}
