package dev.rowcast.examples.assistant.ask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class RateLimitTest {
    private final RateLimit limit = new RateLimit(2);

    @Test
    void aClientMayAskSoOftenAMinute() {
        assertThat(limit.permits("a", 0)).isTrue();
        assertThat(limit.permits("a", 0)).isTrue();
        assertThat(limit.permits("a", 0)).isFalse();
        assertThat(limit.permits("a", TimeUnit.SECONDS.toNanos(29))).isFalse();
        assertThat(limit.permits("a", TimeUnit.SECONDS.toNanos(31))).isTrue();
        assertThat(limit.permits("a", TimeUnit.SECONDS.toNanos(32))).isFalse();
    }

    @Test
    void othersAreNotHeldUp() {
        limit.permits("a", 0);
        limit.permits("a", 0);
        assertThat(limit.permits("b", 0)).isTrue();
    }

    @Test
    void itDoesNotSaveUp() {
        long hour = TimeUnit.HOURS.toNanos(1);
        assertThat(limit.permits("a", 0)).isTrue();
        assertThat(limit.permits("a", hour)).isTrue();
        assertThat(limit.permits("a", hour)).isTrue();
        assertThat(limit.permits("a", hour)).isFalse();
    }
}
