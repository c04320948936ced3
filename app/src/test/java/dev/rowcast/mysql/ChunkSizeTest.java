package dev.rowcast.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ChunkSizeTest {
    private static final ChunkLimits LIMITS =
            new ChunkLimits(20_000, 8L << 20, 50_000, Duration.ofMillis(200), Duration.ofSeconds(20));
    private static final Duration FAST = Duration.ofMillis(1);

    @Test
    void beginsWithWhatTheServerGuesses() {
        assertThat(ChunkSize.first(LIMITS, 0).rows()).isEqualTo(1_000);
        assertThat(ChunkSize.first(LIMITS, 100).rows()).isEqualTo(1_000);
        assertThat(ChunkSize.first(LIMITS, 1 << 20).rows()).isEqualTo(8);
        assertThat(ChunkSize.first(LIMITS, 60 << 20).rows()).isEqualTo(1);
        assertThat(ChunkSize.first(LIMITS, Long.MAX_VALUE).rows()).isEqualTo(1);
    }

    @Test
    void growsTwofoldAtMostUpToTheBound() {
        ChunkSize size = new ChunkSize(1_000);
        assertThat(size.next(LIMITS, 1_000, 1_000, FAST).rows()).isEqualTo(2_000);
        assertThat(new ChunkSize(15_000).next(LIMITS, 15_000, 15_000, FAST).rows())
                .isEqualTo(20_000);
        assertThat(size.next(LIMITS, 10, 10, Duration.ZERO).rows()).isEqualTo(2_000);
    }

    @Test
    void aimsAtTheReadTime() {
        ChunkSize size = new ChunkSize(1_000);
        assertThat(size.next(LIMITS, 1_000, 1_000, Duration.ofMillis(200)).rows())
                .isEqualTo(1_000);
        assertThat(size.next(LIMITS, 1_000, 1_000, Duration.ofMillis(160)).rows())
                .isEqualTo(1_250);
        assertThat(size.next(LIMITS, 1_000, 1_000, Duration.ofSeconds(2)).rows())
                .isEqualTo(100);
        assertThat(size.next(LIMITS, 1_000, 1_000, Duration.ofDays(1)).rows()).isEqualTo(1);
    }

    @Test
    void staysWithinTheBytes() {
        ChunkSize size = new ChunkSize(1_000);
        assertThat(size.next(LIMITS, 1_000, 32L << 20, FAST).rows()).isEqualTo(250);
        assertThat(size.next(LIMITS, 1, 60L << 20, FAST).rows()).isEqualTo(1);
    }

    @Test
    void learnsNothingFromAnEmptyTable() {
        assertThat(new ChunkSize(7).next(LIMITS, 0, 0, Duration.ofSeconds(9)).rows())
                .isEqualTo(7);
    }
}
